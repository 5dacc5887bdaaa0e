import type { Random } from './random.ts';

const towers = [
  'cerro-azul', 'loma-linda', 'el-mirador', 'valle-verde', 'san-isidro', 'la-cumbre', 'alto-bonito', 'rio-claro',
  'piedra-blanca', 'monte-grande', 'los-robles', 'las-palmas', 'santa-rosa', 'agua-fria', 'el-rosario', 'san-javier',
  'la-esperanza', 'buena-vista', 'cerro-largo', 'tres-cruces', 'la-quebrada', 'el-tigre', 'san-lorenzo', 'las-lomas',
  'villa-nueva', 'puerto-viejo', 'el-carmen', 'santa-lucia', 'cerro-negro', 'los-pinos', 'campo-alegre', 'la-aurora',
  'san-pedro', 'el-paraiso', 'quebrada-honda', 'los-cedros', 'la-union', 'san-marcos', 'el-encanto', 'boca-del-monte',
  'altos-del-sur', 'la-ceiba', 'el-chaco', 'los-andes', 'lago-frio', 'punta-arena', 'el-trapiche', 'la-floresta',
  'san-miguel', 'el-dorado', 'peña-alta', 'los-molinos', 'la-pampa', 'cerro-blanco', 'tierra-colorada', 'el-porvenir',
].map((name) => name.replace('ñ', 'n')); // prettier-ignore

const pops = [
  'centro', 'norte', 'sur', 'oeste', 'este', 'terminal', 'universidad', 'puerto', 'industrial', 'aeropuerto',
  'estadio', 'catedral', 'mercado', 'hospital', 'ribera', 'bosque', 'colonial', 'jardines',
]; // prettier-ignore

const towns = [
  'Villa Serrana',
  'San Jacinto',
  'Río Manso',
  'Colonia Esperanza',
  'Puerto Dorado',
  'Santa Clara del Valle',
];

export type Role = 'core' | 'pop' | 'tower';

/** The n-th name of its role, counted from 0; unique for every n. */
export function deviceName(role: Role, index: number): string {
  if (role === 'core') return `rtr-core-${String(index + 1).padStart(2, '0')}`;
  const names = role === 'pop' ? pops : towers;
  const round = Math.floor(index / names.length);
  const name = names[index % names.length] ?? 'x';
  const suffix = round === 0 ? '' : `-${String(round + 1).padStart(2, '0')}`;
  return `rtr-${role === 'pop' ? 'pop-' : ''}${name}${suffix}`;
}

/** What a technician would have typed into sysLocation. */
export function deviceLocation(role: Role, name: string, random: Random): string {
  const town = random.pick(towns);
  const place = titleCase(name.replace(/^rtr-(pop-)?/, ''));
  if (role === 'core') return `Datacenter ${town}, rack ${random.integer(1, 12)}`;
  return role === 'pop' ? `POP ${place}, ${town}` : `Torre ${place}, ${town}`;
}

export function titleCase(kebab: string): string {
  return kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
