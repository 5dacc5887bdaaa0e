import type { NotedProblem } from '@fastisp/noc-api/audit/noted-heads';
import type { ChainProblem } from '@fastisp/noc-api/audit/verify';
import { problemEs, type SaidError } from './problems-es.ts';
import type { Language } from '../language.ts';
import type { DoctorWords } from '../doctor/words.ts';
import { doctorEs } from '../doctor/words-es.ts';

const doctor: DoctorWords = doctorEs;

export const es = {
  language: 'es' as Language,
  help: `Uso: fastisp COMANDO [opciones]

  admin create --email CORREO [--name NOMBRE] [--tenant N] [--platform] [--reset-password] [--reset-second-factor]
                          crea un administrador, o da ese papel a una persona que ya existe
  token create --email CORREO --name NOMBRE [--tenant N] [--days N] [--permissions a:b,c:d]
                          crea un token de la API de esa persona
  tenant create --name NOMBRE --admin CORREO [--slug TEXTO]
                          crea una empresa e invita a quien la administra
  import --type TIPO --file ARCHIVO [--url DIRECCIÓN] [--dry-run]
                          importa un CSV o XLSX por la API, con el token de FASTISP_TOKEN
  keys list [--json]      cuántos secretos hay bajo cada clave
  keys rotate [--new-key] pone todos los secretos bajo una clave nueva, con los servicios en marcha
  audit verify [--tenant N] [--json] [--heads ARCHIVO]
                          comprueba que nadie cambió ni quitó nada de la auditoría; con --heads, también
                          contra las huellas de un registro del servicio o de una salida de --json
  doctor [--json]         revisa la instalación y dice qué hacer

Las variables de entorno son las de los servicios (.env.example). LANG=en responde en inglés.`,
  unknownCommand: (text: string) => `No existe el comando «${text}». «fastisp help» los muestra todos.`,
  incompleteCommand: 'Falta decir qué hacer:',
  missingOption: (command: string, option: string) => `fastisp ${command}: falta la opción ${option}.`,
  wrongOption: (command: string, option: string) => `fastisp ${command}: revise la opción ${option}.`,
  failed: (error: SaidError) => `No se pudo: ${problemEs(error)} (${error.code})`,
  adminCreated: (email: string) => `Administrador creado: ${email}`,
  adminGranted: (email: string) => `${email} ahora es administrador.`,
  oneTimePassword: (password: string) => `Contraseña de un solo uso, se muestra solo esta vez: ${password}`,
  passwordKept: 'Conserva su contraseña. Con --reset-password recibe una nueva de un solo uso.',
  tokenCreated: (name: string, expiresAt: string) =>
    `Token «${name}», válido hasta ${expiresAt}. Se muestra solo esta vez:`,
  tenantCreated: (name: string, id: number) => `Empresa creada: ${name} (número ${id}).`,
  invitation: (email: string, link: string) => `Invitación para ${email}, se muestra solo esta vez: ${link}`,
  keyUse: (id: string, values: number, state: string) => `${id}  ${values} secretos  ${state}`,
  keyCurrent: 'actual',
  keyOld: 'anterior',
  keyMissing: 'FALTA: sin esta clave no se pueden leer',
  noKeys: 'No hay claves: defina FASTISP_SECRET_KEY o FASTISP_SECRET_KEYS_FILE, las mismas que usan los servicios.',
  keyAdded: (id: string, path: string) => `Clave nueva ${id} en ${path}; los servicios en marcha ya la usan.`,
  rotationResumed: (id: string) => `Sigue la rotación hacia la clave ${id}.`,
  oneKeyInEnv:
    'Hay una sola clave y viene del entorno. Ponga una nueva delante (FASTISP_SECRET_KEY=NUEVA,ANTERIOR) en todos los servicios, reinícielos y repita; o use FASTISP_SECRET_KEYS_FILE, que no necesita reinicios.',
  rotating: (count: number) => `… ${count} secretos`,
  rotated: (count: number, id: string) => `Listo: ${count} secretos cambiados; todos están bajo la clave ${id}.`,
  rotatedKeepOld: 'La clave anterior ya no hace falta, salvo para abrir copias de seguridad hechas antes.',
  unreadable: (count: number, where: string) =>
    `${count} secretos no se pueden leer con las claves que hay y quedaron como estaban: ${where}`,
  rotationLeft: (count: number) =>
    `${count} secretos siguen bajo otra clave. Compruebe que todos los servicios tienen la clave nueva y repita.`,
  auditEmpty: 'La auditoría todavía no tiene entradas.',
  auditWhole: (who: string, entries: number, last: number, hash: string) =>
    `Íntegra: ${who}, ${entries} entradas hasta la ${last}, huella ${hash}`,
  auditBroken: (who: string, seq: number, kind: ChainProblem['kind']) =>
    `ALTERADA: ${who}: ${
      {
        changed: `la entrada ${seq} fue cambiada`,
        missing: `faltan entradas antes de la ${seq}`,
        inserted: `la entrada ${seq} se agregó y no es de la cadena`,
        head_differs: `faltan las entradas desde la ${seq}`,
      }[kind]
    }`,
  auditNotesFit: (who: string, compared: number) => `Igual que las ${compared} huellas anotadas: ${who}`,
  auditNotesDiffer: (who: string, seq: number, kind: NotedProblem['kind']) =>
    `ALTERADA: ${who}: ${
      {
        rewritten: `la entrada ${seq} no es la que se anotó; la auditoría se escribió de nuevo`,
        cut_off: `la entrada ${seq} se anotó y ya no existe; falta el final`,
        removed: `la entrada ${seq} se anotó hace menos de 30 días y ya no existe; no la quitó la retención`,
      }[kind]
    }`,
  auditNoNotes: (path: string) => `${path} no tiene ninguna huella de la auditoría.`,
  platform: 'la plataforma',
  tenant: (id: number, name: string | null) => `empresa ${id}${name === null ? '' : ` (${name})`}`,
  importRejected: (count: number) => `No se importó nada: ${count} problemas.`,
  importDone: (created: number, updated: number, unchanged: number) =>
    `Importado: ${created} nuevos, ${updated} actualizados, ${unchanged} sin cambios.`,
  importChecked: (rows: number, created: number, updated: number) =>
    `Revisado sin cambiar nada: ${rows} filas correctas (${created} nuevas, ${updated} por actualizar).`,
  tokenMissing: 'Ponga un token de la API en FASTISP_TOKEN («fastisp token create» crea uno).',
  unreachable: (url: string) => `Nadie responde en ${url}: inicie FastISP o indique --url.`,
  notFastIsp: (url: string) => `lo que responde en ${url} no es la API de FastISP: revise --url`,
  fileUnreadable: (path: string) => `No se puede leer ${path}.`,
  doctor,
};
