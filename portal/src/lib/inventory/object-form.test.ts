import { describe, expect, test } from 'vitest';
import { createBody, formFields, patchBody, toForm } from './object-form.ts';
import type { ObjectField, ObjectType } from './object-types.ts';

const field = (name: string, schema: object, more: Partial<ObjectField> = {}): ObjectField => ({
  name,
  label: { es: name, en: name },
  schema,
  ...{ required: false, readOnly: false, secret: false, personal: false, default: null, reference: null, choices: [] },
  ...{ filter: false, sort: false },
  ...more,
});
const type: ObjectType = {
  ...{ name: 'splitter', plural: 'splitters', resource: 'plant', nameField: 'name', writable: 'all' },
  ...{ ownRoutes: false, sorts: ['name', '-name'] },
  label: { one: { es: 'Divisor', en: 'Splitter' }, many: { es: 'Divisores', en: 'Splitters' } },
  fields: [
    field('name', { type: 'string' }, { required: true }),
    field('outputs', { type: 'integer', minimum: 2 }, { required: true }),
    field('latitude', { type: 'number' }),
    field('feederId', { type: 'string' }, { reference: 'feeder' }),
    field('isCore', { type: 'boolean' }, { default: false }),
    field('tags', { type: 'array' }, { default: [] }),
    field('startedAt', { type: 'string', format: 'date-time' }),
    field('deviceId', { type: 'string' }, { reference: 'device', readOnly: true }),
  ],
};
/** Chile, 2026-04-05: 00:00 becomes 23:00 of the day before, and UTC-3 becomes UTC-4. */
const zone = 'America/Santiago';
const stored = {
  ...{ id: 'x', name: 'NAP 1', outputs: 8, latitude: null, feederId: 'f', isCore: false, tags: ['poste'] },
  ...{ deviceId: 'd', startedAt: '2026-04-04T12:30:00.000Z' },
};

test('what the system sets is in no form', () => {
  expect(formFields(type).map(({ name }) => name)).not.toContain('deviceId');
});

describe('createBody', () => {
  test('leaves out what was left empty, and reads numbers as people write them', () => {
    const form = { ...toForm(type, null, zone), name: ' NAP 2 ', outputs: '16', latitude: '-4,25' };
    expect(createBody(type, form, zone)).toEqual({
      name: 'NAP 2',
      outputs: 16,
      latitude: -4.25,
      isCore: false,
      tags: [],
    });
  });

  test('a number that is none goes as it was typed: the API says what is wrong with it', () => {
    expect(createBody(type, { ...toForm(type, null, zone), outputs: 'ocho' }, zone)).toMatchObject({ outputs: 'ocho' });
  });
});

describe('patchBody', () => {
  test('has only what changed; an emptied field becomes nothing', () => {
    const form = { ...toForm(type, stored, zone), outputs: '16', feederId: '' };
    expect(patchBody(type, stored, form, zone)).toEqual({ outputs: 16, feederId: null });
  });

  test('is null when nothing changed', () => {
    expect(patchBody(type, stored, toForm(type, stored, zone), zone)).toBeNull();
  });
});

test('a time is typed on the clocks of the zone, before and after they change', () => {
  expect(toForm(type, stored, zone)['startedAt']).toBe('2026-04-04T09:30');
  const form = { ...toForm(type, stored, zone), startedAt: '2026-04-05T09:30' };
  expect(patchBody(type, stored, form, zone)).toEqual({ startedAt: '2026-04-05T13:30:00.000Z' });
});

test('a time that is none goes as it was typed', () => {
  expect(createBody(type, { ...toForm(type, null, zone), startedAt: 'ayer' }, zone)).toMatchObject({
    startedAt: 'ayer',
  });
});
