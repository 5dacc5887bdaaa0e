import { describe, expect, it } from 'vitest';
import type { BusBatch, BusMessage, BusRecord } from '@fastisp/core/bus/port';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { deviceBlock, flowBlock } from '../testing/blocks.ts';
import { countRows, planInserts } from './decide.ts';

const schemas = new Map([telemetryFlowV1, telemetryDeviceV1].map((schema) => [schema.id, schema]));
const flows = (count: number): BusMessage =>
  flowBlock(Array.from({ length: count }, (_, n) => ({ receivedAtMs: 1, source: n, destination: 2, bytes: n })));

function batchOf(...messages: BusMessage[]): BusBatch {
  const records = messages.map((message, index): BusRecord => ({
    ...message,
    topic: 'telemetry.flow',
    partition: 3,
    offset: BigInt(40 + index),
    timestampMs: 0,
    headers: message.headers ?? {},
  }));
  return { topic: 'telemetry.flow', partition: 3, logId: 'log-1', records };
}
const bytesOf = (message: BusMessage): Uint8Array => message.value ?? new Uint8Array();

describe('a batch', () => {
  it('is one insert of all its blocks, with a token of its bounds', () => {
    const plan = planInserts(batchOf(flows(3), flows(2)), schemas);
    expect(plan).toMatchObject({
      type: 'insert',
      inserts: [{ table: 'flows', rows: 5, dedupToken: 'log-1/telemetry.flow/3/40-41/telemetry.flow.v1' }],
    });
  });

  it('has the same token again and another one when its bounds differ', () => {
    const tokens = [batchOf(flows(1)), batchOf(flows(1)), batchOf(flows(1), flows(1))].map((batch) => {
      const plan = planInserts(batch, schemas);
      return plan.type === 'insert' ? plan.inserts[0]?.dedupToken : null;
    });
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  it('with two schemas is an insert for each', () => {
    const plan = planInserts(batchOf(flows(1), deviceBlock([{ deviceId: 'a'.repeat(32), polledAtMs: 1 }])), schemas);
    expect(plan.type === 'insert' && plan.inserts.map(({ table }) => table)).toEqual(['flows', 'device_samples']);
  });

  const good = flows(4);
  const value = bytesOf(good);
  it.each([
    ['an unknown schema', { ...good, headers: { ...good.headers, schema: 'telemetry.flow.v9' } }, /^unknown schema/],
    ['no headers', { ...good, headers: {} }, /header/],
    ['no bytes', { ...good, value: null }, /without bytes/],
    ['another number of rows', { ...good, headers: { ...good.headers, rows: '5' } }, /^4 rows/],
    ['bytes cut off', { ...good, value: value.subarray(0, value.length - 1) }, /ends inside/],
    ['bytes added', { ...good, value: Buffer.concat([value, Buffer.of(1)]) }, /no block starts here/],
    [
      'columns of another topic',
      { ...deviceBlock([{ deviceId: 'a'.repeat(32), polledAtMs: 1 }]), headers: good.headers ?? {} },
      /is not of/,
    ],
  ])('with a record that has %s names it, before anything is inserted', (_what, bad, reason) => {
    const plan = planInserts(batchOf(good, bad), schemas);
    expect(plan).toMatchObject({ type: 'poison', offset: 41n });
    expect(plan.type === 'poison' && plan.reason).toMatch(reason);
  });
});

describe('the check of a block', () => {
  it('never throws and never overlooks a cut, wherever it is', () => {
    const bytes = bytesOf(flows(3));
    expect(countRows(telemetryFlowV1, bytes)).toBe(3);
    for (let length = 1; length < bytes.length; length += 1) {
      expect(typeof countRows(telemetryFlowV1, bytes.subarray(0, length))).toBe('string');
    }
  });
});
