import { problemEs } from '../words/problems-es.ts';
import type { DoctorWords } from './words.ts';

export const doctorEs: DoctorWords = {
  names: {
    config: 'Configuración',
    home: 'Carpeta de datos',
    disk: 'Disco',
    clock: 'Reloj',
    zones: 'Zonas horarias',
    database: 'PostgreSQL',
    columnStore: 'ClickHouse',
    node: 'Servicio',
    ports: 'Puertos',
    keys: 'Claves',
  },
  fine: 'Todo está en orden.',
  problems: (problems, warnings) => `Problemas: ${problems}; avisos: ${warnings}.`,
  configValid: 'las variables de entorno son válidas',
  configInvalid: (what) => `corrija estas variables (.env.example las explica):\n${what}`,
  homeFine: (path) => `${path} se puede leer y escribir`,
  homeAbsent: (path) => `${path} no existe todavía; se crea al iniciar FastISP`,
  homeClosed: (path) =>
    `este usuario no puede escribir en ${path}: déle la carpeta (chown) o ponga FASTISP_HOME en otra`,
  databaseFine: (version) => `responde, versión ${version}, con las migraciones al día`,
  databaseOld: (version) => `la versión ${version} es demasiado vieja: actualice a PostgreSQL 16 o posterior`,
  databaseStopped: 'la base de datos propia está detenida; se inicia con FastISP (npm start)',
  failed: (error) => `${problemEs(error)} (${error.code})`,
  columnStoreFine: (where) => `responde en ${where}`,
  columnStoreAway: (where, reason) =>
    `${where} no responde (${reason}): revise CLICKHOUSE_URL y que ClickHouse esté en marcha`,
  columnStoreEmbedded: 'el motor propio se inicia con FastISP',
  nodeReady: (url) => `responde y está listo en ${url}`,
  nodeStopped: (url) => `nadie responde en ${url}: inícielo con npm start`,
  nodeStranger: (url) => `en ${url} responde otro programa: cambie PORT o detenga ese programa`,
  nodeNotReady: (what) => `está en marcha pero no listo:\n${what}`,
  diskFine: (free, percent, path) => `${free} GiB libres (${percent} %) en ${path}`,
  diskLow: (free, percent, path) =>
    `quedan ${free} GiB (${percent} %) en ${path}: amplíe el disco o acorte la retención (RETENTION_…)`,
  diskFull: (free, percent, path) =>
    `quedan solo ${free} GiB (${percent} %) en ${path}: libere espacio ya; sin él no se guarda nada`,
  clockFine: 'en hora y sincronizado, hasta donde se puede saber',
  clockOld: (now) => `dice ${now}, anterior a este programa: póngalo en hora (timedatectl set-ntp true)`,
  clockApart: (seconds) =>
    `difiere ${seconds} s del reloj de la base de datos: sincronice ambos (timedatectl set-ntp true)`,
  clockUnsynchronized: 'el sistema dice que no está sincronizado: timedatectl set-ntp true',
  zonesFine: (release) => `los datos de zonas horarias son actuales (${release})`,
  zonesOld: (who, zones) =>
    `${who} tiene datos viejos de ${zones}: actualice ${who} y su paquete tzdata, o las horas saldrán mal`,
  portsFine: (ports) => `libres: ${ports}`,
  portTaken: (port, variable) => `otro programa usa ${port}: deténgalo o cambie ${variable}`,
  portForbidden: (port, variable) => `este usuario no puede abrir ${port}: use uno desde 1024 en ${variable}`,
  keysFine: (id, values) => `${values} secretos, todos bajo la clave actual ${id}`,
  keysAbsent:
    'no hay claves todavía; un nodo crea la suya al iniciar, servicios separados necesitan FASTISP_SECRET_KEY',
  keysReady: (id) => `la clave actual es ${id}; los secretos se cuentan con la base en marcha`,
  keyFileOpen: (path) => `otros usuarios de esta máquina pueden leer ${path}: chmod 600 ${path}`,
  keysMissing: (values, ids) =>
    `${values} secretos están bajo claves que faltan (${ids}): recupérelas y añádalas a FASTISP_SECRET_KEYS_FILE`,
  keysUnfinished: (values) => `${values} secretos están bajo una clave anterior: ejecute fastisp keys rotate`,
};
