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

/** Of one valley, so that a map of them makes sense. */
export const towns = ['Cochabamba', 'Quillacollo', 'Sacaba', 'Tiquipaya', 'Colcapirhua', 'Vinto'] as const;

/** An OLT stands at the POP of its number. */
export type Role = 'core' | 'pop' | 'olt' | 'tower';

const prefixOf = { pop: 'rtr-pop-', olt: 'olt-', tower: 'rtr-' } as const;

/** The place in a device's name, for people: `rtr-pop-las-lomas` → `Las Lomas`. */
export const placeOf = (deviceName: string): string => titleCase(deviceName.replace(/^(rtr-(pop-)?|olt-)/, ''));

/** The n-th name of its role, counted from 0; unique for every n. */
export function deviceName(role: Role, index: number): string {
  if (role === 'core') return `rtr-core-${String(index + 1).padStart(2, '0')}`;
  const names = role === 'tower' ? towers : pops;
  const round = Math.floor(index / names.length);
  const name = names[index % names.length] ?? 'x';
  const suffix = round === 0 ? '' : `-${String(round + 1).padStart(2, '0')}`;
  return `${prefixOf[role]}${name}${suffix}`;
}

/** What a technician would have typed into sysLocation. */
export function deviceLocation(role: Role, name: string, random: Random): string {
  const town = random.pick(towns);
  const place = placeOf(name);
  if (role === 'core') return `Datacenter ${town}, rack ${random.integer(1, 12)}`;
  return role === 'tower' ? `Torre ${place}, ${town}` : `POP ${place}, ${town}`;
}

/** The location of a tower, in the town of another device: `Torre Cerro Azul, Tiquipaya`. */
export function movedToTownOf(tower: string, other: string): string {
  const town = towns.find((each) => other.endsWith(`, ${each}`) || other.startsWith(`Datacenter ${each},`));
  return town === undefined ? tower : tower.replace(/, [^,]*$/, `, ${town}`);
}

function titleCase(kebab: string): string {
  return kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
