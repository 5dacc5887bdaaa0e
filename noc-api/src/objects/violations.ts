/** What the database refused, as an error that names the field and says what to do. */
import { AppError, type FieldError } from '@fastisp/core/errors/app-error';
import { DatabaseError } from 'pg';
import { objectRefused } from '#errors.ts';
import type { ObjectType } from './object-type.ts';
import type { ProblemCode } from './problem-codes.ts';
import { fieldsOf } from './records.ts';

interface Rule {
  readonly field: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** A field error with a code that has sentences in all languages. */
export type RowError = FieldError & { readonly code: ProblemCode };

const taken = (field: string, message: string): Rule => ({ field, code: 'ALREADY_TAKEN', message });
const nameTaken = (what: string): Rule => taken('name', `another ${what} has this name already: choose another one`);

/** By the name of the constraint in `migrations/0005_topology.sql`. */
const rules: Readonly<Record<string, Rule>> = {
  zones_name: nameTaken('zone of the same parent'),
  sites_name: nameTaken('site'),
  racks_name: nameTaken('rack of this site'),
  power_areas_name: nameTaken('power area'),
  ups_units_name: nameTaken('UPS of this site'),
  plans_name: nameTaken('plan'),
  devices_name: nameTaken('device'),
  devices_endpoint: taken('address', 'another device has this address and SNMP port already'),
  prefixes_prefix: taken('prefix', 'this prefix exists already'),
  addresses_address: taken('address', 'this address exists already in the prefix'),
  cards_slot: taken('slot', 'another card is in this slot of the OLT already'),
  pon_ports_number: taken('number', 'the card has a PON port with this number already'),
  drops_output: taken('outputNumber', 'another drop is on this output of the splitter already'),
  onus_serial: taken(
    'serial',
    'another ONU has this serial number already: find it by its serial, or correct this one',
  ),
  onus_number: taken('onuNumber', 'another ONU has this number on the PON port already'),
  services_user_name: taken('userName', 'another service signs in with this user name already'),
  services_address: taken('address', 'another service has this address already'),
  zones_cycle: { field: 'parentId', code: 'TREE_CYCLE', message: 'a zone cannot lie in itself or in a zone below it' },
  splitters_cycle: {
    field: 'parentId',
    code: 'TREE_CYCLE',
    message: 'a splitter cannot hang on itself or on a splitter below it',
  },
  splitters_one_parent: {
    field: 'feederId',
    code: 'PARENT_INVALID',
    message: 'a splitter hangs on a feeder or on another splitter: give one of the two',
  },
  drops_one_parent: {
    field: 'splitterId',
    code: 'PARENT_INVALID',
    message: 'a drop hangs on a splitter or directly on a feeder: give one of the two',
  },
  addresses_inside_prefix: {
    field: 'address',
    code: 'ADDRESS_OUTSIDE_PREFIX',
    message: 'the address does not lie in the prefix: choose the prefix that contains it, or correct the address',
  },
  prefixes_around_addresses: {
    field: 'prefix',
    code: 'PREFIX_LOSES_ADDRESSES',
    message: 'addresses of this prefix would lie outside it: move or delete them first',
  },
  cards_olt: { field: 'deviceId', code: 'DEVICE_NOT_OLT', message: 'a card belongs to a device of the kind "olt"' },
  pon_ports_olt: {
    field: 'deviceId',
    code: 'DEVICE_NOT_OLT',
    message: 'a PON port belongs to a device of the kind "olt"',
  },
  devices_olt_with_ports: {
    field: 'kind',
    code: 'OLT_WITH_PORTS',
    message: 'this OLT has cards or PON ports: delete them before it becomes another kind of device',
  },
  pon_ports_card_of_device: {
    field: 'cardId',
    code: 'CARD_OF_OTHER_DEVICE',
    message: 'the card is in another OLT: a PON port belongs to the device of its card',
  },
  links_a_interface_of_device: {
    field: 'aInterfaceId',
    code: 'INTERFACE_OF_OTHER_DEVICE',
    message: 'this interface is not one of device A',
  },
  links_b_interface_of_device: {
    field: 'bInterfaceId',
    code: 'INTERFACE_OF_OTHER_DEVICE',
    message: 'this interface is not one of device B',
  },
  addresses_interface_of_device: {
    field: 'interfaceId',
    code: 'INTERFACE_OF_OTHER_DEVICE',
    message: 'this interface is not one of the device',
  },
  devices_rack: {
    field: 'rackId',
    code: 'RACK_AT_OTHER_SITE',
    message: 'the rack stands at another site than the device: choose a rack of its site, or move the devices first',
  },
  devices_rack_needs_site: {
    field: 'siteId',
    code: 'SITE_MISSING',
    message: 'a device in a rack is at the site of the rack: give the site',
  },
};

const uniqueViolation = '23505';
const foreignKeyViolation = '23503';
const checkViolation = '23514';
const deadlockDetected = '40P01';

/** Class 22: a text that is none of what its column holds. */
export const isDataError = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code?.startsWith('22') === true;

/** Null when the error is none that a person can mend. */
export function fieldProblem(type: ObjectType, error: unknown): RowError | null {
  if (!(error instanceof DatabaseError)) return null;
  const constraint = error.constraint ?? '';
  const rule = rules[constraint];
  // A rack that moves is refused by what stands in it.
  const field = constraint === 'devices_rack' && type.name === 'rack' ? 'siteId' : rule?.field;
  if (rule !== undefined) return { path: `/${field ?? rule.field}`, code: rule.code, message: rule.message };
  if (error.code === uniqueViolation && constraint === `${type.table}_external_id`) {
    const message = `another ${type.label.one.en.toLowerCase()} has this external id already`;
    return { path: '/externalId', code: 'ALREADY_TAKEN', message };
  }
  const column = constraint.slice(type.table.length + 1);
  const pointing = fieldsOf(type).find(([, each]) => each.column === column);
  if (error.code === foreignKeyViolation && pointing !== undefined) {
    const message = `what ${pointing[0]} points to does not exist: create it first, or correct it`;
    return { path: `/${pointing[0]}`, code: 'REFERENCE_UNKNOWN', message };
  }
  if (error.code === checkViolation) {
    return { path: '', code: 'OBJECT_REFUSED', message: `these values do not fit together (${constraint})` };
  }
  return null;
}

/** Tries of a transaction that the database gave up because others waited for it in a circle. */
const triesMax = 6;

/** Runs the work, a transaction that can be tried again; what the database refused becomes a 4xx. */
export const explained = <T>(type: ObjectType, work: () => Promise<T>): Promise<T> =>
  explainedOnce(type, () => againOnDeadlock(work));

/** The same for work that cannot be tried again, because it took what it was given as it came. */
export async function explainedOnce<T>(type: ObjectType, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const problem = fieldProblem(type, error);
    if (problem === null) throw error;
    const conflict = problem.code === 'ALREADY_TAKEN' || problem.code === 'OLT_WITH_PORTS';
    throw objectRefused([problem], conflict ? 409 : 400);
  }
}

/**
 * People who attach things to each other at once may wait for one another: the one that the database gave up finds,
 * when it tries again, what the others did. One of a circle always gets through, so that the tries come to an end.
 */
export async function againOnDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const gaveUp = error instanceof DatabaseError && error.code === deadlockDetected;
      if (!gaveUp || tried === triesMax) throw error;
    }
  }
}
