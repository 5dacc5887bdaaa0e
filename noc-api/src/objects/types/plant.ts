/**
 * The optical plant: OLT → card → PON port → feeder → splitter → splitter → drop → ONU. Each names its parent;
 * the database derives the OLT (`deviceId`) from it, and refuses cycles.
 */
import {
  commonFields,
  decimal,
  integer,
  latitude,
  longitude,
  named,
  oneOf,
  reference,
  text,
  where,
  words,
} from '../fields.ts';
import type { FieldProblem, ObjectRecord, ObjectType } from '../object-type.ts';
import { checkPosition } from './places.ts';

/** ITU-T G.671 splitters in use; beyond 1:128 no budget closes. */
const splitterOutputsMax = 128;
const olt = reference('device', ['OLT', 'OLT'], { readOnly: true });

const exactlyOne =
  (first: string, second: string, sentence: string) =>
  (record: ObjectRecord): readonly FieldProblem[] =>
    (record[first] === null) === (record[second] === null)
      ? [{ field: first, code: 'PARENT_INVALID', message: sentence }]
      : [];

export const card: ObjectType = {
  name: 'card',
  plural: 'cards',
  resource: 'plant',
  table: 'cards',
  label: { one: words(['Tarjeta', 'Card']), many: words(['Tarjetas', 'Cards']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    deviceId: reference('device', ['OLT', 'OLT'], { required: true }),
    slot: integer({ min: 0, max: 255 }, ['Ranura', 'Slot'], { required: true, filter: true }),
    model: text(['Modelo', 'Model'], { lengthMax: 100, filter: true }),
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
};

const technologyWords = [
  ['gpon', 'GPON'],
  ['xgs_pon', 'XGS-PON'],
  ['epon', 'EPON'],
  ['10g_epon', '10G-EPON'],
] as const;

export const ponPort: ObjectType = {
  name: 'pon_port',
  plural: 'pon-ports',
  resource: 'plant',
  table: 'pon_ports',
  label: { one: words(['Puerto PON', 'PON port']), many: words(['Puertos PON', 'PON ports']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    deviceId: reference('device', ['OLT', 'OLT'], { required: true }),
    cardId: reference('card', ['Tarjeta', 'Card']),
    number: integer({ min: 0, max: 255 }, ['Número', 'Number'], { required: true, filter: true }),
    technology: oneOf(technologyWords, ['Tecnología', 'Technology'], { default: 'gpon' }),
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
};

export const feeder: ObjectType = {
  name: 'feeder',
  plural: 'feeders',
  resource: 'plant',
  table: 'feeders',
  label: { one: words(['Fibra troncal', 'Feeder']), many: words(['Fibras troncales', 'Feeders']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    ponPortId: reference('pon_port', ['Puerto PON', 'PON port'], { required: true }),
    lengthM: integer({ min: 0, max: 1_000_000 }, ['Longitud (m)', 'Length (m)']),
    deviceId: olt,
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
};

const splitterParents = exactlyOne(
  'feederId',
  'parentId',
  'a splitter hangs on a feeder or on another splitter: give one of the two',
);

export const splitter: ObjectType = {
  name: 'splitter',
  plural: 'splitters',
  resource: 'plant',
  table: 'splitters',
  label: { one: words(['Divisor óptico', 'Splitter']), many: words(['Divisores ópticos', 'Splitters']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    feederId: reference('feeder', ['Fibra troncal', 'Feeder']),
    parentId: reference('splitter', ['Divisor superior', 'Parent splitter']),
    outputs: integer({ min: 2, max: splitterOutputsMax }, ['Salidas (1:n)', 'Outputs (1:n)'], { required: true }),
    latitude,
    longitude,
    deviceId: olt,
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
  check: (record) => [...splitterParents(record), ...checkPosition(record)],
};

const dropParents = exactlyOne(
  'splitterId',
  'feederId',
  'a drop hangs on a splitter or directly on a feeder: give one of the two',
);

export const drop: ObjectType = {
  name: 'drop',
  plural: 'drops',
  resource: 'plant',
  table: 'drops',
  label: { one: words(['Acometida', 'Drop']), many: words(['Acometidas', 'Drops']) },
  nameField: 'name',
  fields: named({
    name: text(['Nombre', 'Name'], { required: true, sort: true, lengthMax: 100 }),
    splitterId: reference('splitter', ['Divisor', 'Splitter']),
    feederId: reference('feeder', ['Fibra troncal', 'Feeder']),
    outputNumber: integer({ min: 1, max: splitterOutputsMax }, ['Salida del divisor', 'Splitter output']),
    lengthM: integer({ min: 0, max: 100_000 }, ['Longitud (m)', 'Length (m)']),
    deviceId: olt,
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
  check: dropParents,
};

export const onu: ObjectType = {
  name: 'onu',
  plural: 'onus',
  resource: 'onu',
  table: 'onus',
  label: { one: words(['ONU', 'ONU']), many: words(['ONU', 'ONUs']) },
  nameField: 'serial',
  fields: named({
    serial: text(['Número de serie', 'Serial number'], {
      required: true,
      filter: true,
      sort: true,
      lengthMax: 64,
      normalize: (typed) => ({ value: typed.trim().toUpperCase() }),
    }),
    model: text(['Modelo', 'Model'], { lengthMax: 100, filter: true }),
    dropId: reference('drop', ['Acometida', 'Drop']),
    ponPortId: reference('pon_port', ['Puerto PON', 'PON port']),
    onuNumber: integer({ min: 0, max: 255 }, ['Número en el puerto', 'Number on the port']),
    powerAreaId: reference('power_area', ['Área eléctrica', 'Power area']),
    rxPowerMinDbm: decimal({ min: -60, max: 10 }, ['Potencia mínima (dBm)', 'Lowest rx power (dBm)']),
    deviceId: olt,
    ...commonFields,
  }),
  siteOf: where('deviceId'),
  writable: 'all',
};
