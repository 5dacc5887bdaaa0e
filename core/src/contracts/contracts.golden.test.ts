import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PoisonRecordError } from '../bus/port.ts';
import { deviceStateV1 } from './device-state.v1.ts';
import { discoveryDeviceV1 } from './discovery-device.v1.ts';
import { inventoryDeviceV1 } from './inventory-device.v1.ts';
import { inventoryMaintenanceV1 } from './inventory-maintenance.v1.ts';
import { inventoryObjectV1 } from './inventory-object.v1.ts';
import { messageCodec } from './message-codec.ts';
import { sinkStateV1 } from './sink-state.v1.ts';
import { telemetryEventV1 } from './telemetry-event.v1.ts';

const schemas = {
  'device-state.v1': deviceStateV1,
  'discovery-device.v1': discoveryDeviceV1,
  'inventory-device.v1': inventoryDeviceV1,
  'inventory-maintenance.v1': inventoryMaintenanceV1,
  'inventory-object.v1': inventoryObjectV1,
  'sink-state.v1': sinkStateV1,
  'telemetry-event.v1': telemetryEventV1,
};
const samplesFolder = join(import.meta.dirname, 'samples');

describe('stored messages', () => {
  it('has a sample for each contract', () => {
    const samples = readdirSync(samplesFolder).map((file) => file.replace('.json', ''));
    expect(samples.toSorted()).toEqual(Object.keys(schemas).toSorted());
  });

  it.each(Object.entries(schemas))('%s: what was stored once is still read', (name, schema) => {
    const stored = readFileSync(join(samplesFolder, `${name}.json`));
    const codec = messageCodec(schema);
    const message = codec.decode({ value: stored, offset: 0n });
    expect(codec.decode({ value: codec.encode(message), offset: 0n })).toEqual(JSON.parse(stored.toString()));
  });
});

describe('messages that are none', () => {
  const codec = messageCodec(deviceStateV1);
  const stored = readFileSync(join(samplesFolder, 'device-state.v1.json'), 'utf8');
  it.each([
    ['a tombstone', null],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, 0xfe)],
    ['broken JSON', Buffer.from(stored.slice(0, 40))],
    ['an unknown version', Buffer.from(stored.replace('"v": 1', '"v": 2'))],
    ['a status that is none', Buffer.from(stored.replace('"down"', '"asleep"'))],
    ['a bad id', Buffer.from(stored.replace('"id": "0198', '"id": "x198'))],
  ])('refuses %s as poison, with its offset and a reason', (_name, value) => {
    const refuse = (): unknown => codec.decode({ value, offset: 7n });
    expect(refuse).toThrow(PoisonRecordError);
    expect(refuse).toThrow(/^record 7 refused: not /);
  });
});
