import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBlocks } from '@fastisp/core/block/native';
import { BlockBuilder, setU64, setUuid, uuidWords } from '@fastisp/core/block/builder';
import { blockMessage } from '@fastisp/core/block/message';
import { pollResults, telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { type Point, readLine } from '../testing/strict-line-protocol.ts';
import { deviceLines, interfaceLines, tagLengthMax, tagValue } from './line-protocol.ts';
import type { DeviceNames } from './ports.ts';

const deviceId = '0198f1c2-7a10-7c3e-8a55-000000000001';
/** Names as devices have them, and as nobody should have them: separators, backslashes, controls, half surrogates. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(',', '=', ' ', '\\', '"', '\n', '\t', '\0', 'é', '日', '\ud800', 'a'),
    maxLength: 30,
  }),
);
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const named = (device: string | null, port: string | null): DeviceNames => ({
  deviceName: () => device,
  interfaceName: () => port,
});
const u32 = fc.integer({ min: 0, max: 4_294_967_295 });
const u64 = fc.oneof(u32, fc.maxSafeNat(), fc.constantFrom(Number.MAX_SAFE_INTEGER));
const timeMs = fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 });
const numbers = (point: Point): Record<string, string> =>
  Object.fromEntries([...point.fields].map(([key, { value }]) => [key, value]));

const counters = ['octets', 'packets', 'errors', 'discards'] as const;
type Counter = `${'in' | 'out'}_${(typeof counters)[number]}`;
const counterNames = counters.flatMap((name): Counter[] => [`in_${name}`, `out_${name}`]);

const interfaceRow = fc.record({
  tenantId: fc.integer({ min: 1, max: 4_294_967_295 }),
  ifIndex: u32,
  atMs: timeMs,
  intervalMs: u32,
  counters: fc.array(u64, { minLength: counterNames.length, maxLength: counterNames.length }),
  operStatus: fc.integer({ min: 0, max: 255 }),
  speedBps: u64,
});

describe('a tag', () => {
  it('is read back as what could be kept of it, or left out', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const value = tagValue(text);
        const cut = text.slice(0, tagLengthMax).toWellFormed();
        const kept = cut.replaceAll(controls, ' ').replaceAll('\\', '/').trim();
        if (value === null) {
          expect(kept).toBe('');
          return;
        }
        expect(readLine(`m,a=${value} f=1i 1700000000000`).tags.get('a')).toBe(kept);
        expect(Buffer.from(value).toString()).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['ether1', 'ether1'],
    ['sfp-sfpplus1 (torre, norte)', 'sfp-sfpplus1\\ (torre\\,\\ norte)'],
    ['a=b', 'a\\=b'],
    ['ends in \\', 'ends\\ in\\ /'],
    ['line\nbreak', 'line\\ break'],
    ['"quoted"', '"quoted"'],
    ['José', 'José'],
  ])('of %j is written %s', (text, written) => {
    expect(tagValue(text)).toBe(written);
  });
});

describe('a poll of an interface', () => {
  it('is one line that says the same', () => {
    fc.assert(
      fc.property(interfaceRow, fc.option(nasty), fc.option(nasty), (row, device, port) => {
        const builder = new BlockBuilder(telemetryInterfaceV1, 1);
        const { columns } = builder;
        builder.rows = 1;
        columns.tenant_id[0] = row.tenantId;
        setUuid(columns.device_id, 0, uuidWords(deviceId));
        columns.if_index[0] = row.ifIndex;
        setU64(columns.polled_at, 0, row.atMs);
        columns.interval_ms[0] = row.intervalMs;
        columns.oper_status[0] = row.operStatus;
        setU64(columns.speed_bps, 0, row.speedBps);
        for (const [at, name] of counterNames.entries()) setU64(columns[name], 0, row.counters[at] ?? 0);
        const [block] = decodeBlocks(
          telemetryInterfaceV1,
          blockMessage(builder, { minMs: 0, maxMs: 0 }).value ?? new Uint8Array(),
        );
        if (block === undefined) throw new Error('no block');
        const lines = interfaceLines(block, named(device, port));
        expect(lines).toHaveLength(1);
        const point = readLine(lines[0] ?? '');
        expect(point.measurement).toBe('interface_traffic');
        expect(point.timestamp).toBe(row.atMs);
        expect([...point.tags.keys()]).toEqual(['device', 'device_id', 'if_index', 'interface', 'tenant_id']);
        expect(point.tags.get('device_id')).toBe(deviceId);
        expect(point.tags.get('tenant_id')).toBe(String(row.tenantId));
        expect(point.tags.get('if_index')).toBe(String(row.ifIndex));
        for (const { type } of point.fields.values()) expect(type).toBe('integer');
        const fields = numbers(point);
        for (const [at, name] of counterNames.entries()) expect(fields[name]).toBe(String(row.counters[at]));
        expect(fields).toMatchObject({
          speed_bps: String(row.speedBps),
          oper_status: String(row.operStatus),
          interval_ms: String(row.intervalMs),
        });
        expect('in_bps' in fields).toBe(row.intervalMs > 0);
        const bps = ((row.counters[0] ?? 0) * 8_000) / row.intervalMs;
        if (row.intervalMs > 0 && bps < Number.MAX_SAFE_INTEGER) expect(fields['in_bps']).toBe(String(Math.round(bps)));
      }),
    );
  });
});

describe('a poll of a device', () => {
  it.each([
    ['ok', { up: '1', rtt_us: '250', uptime_ms: '99', duration_ms: '7', retries: '2', result: 'ok' }],
    ['timeout', { up: '0', duration_ms: '7', retries: '2', result: 'timeout' }],
    ['auth', { up: '0', duration_ms: '7', retries: '2', result: 'auth' }],
    ['shed', { duration_ms: '7', retries: '2', result: 'shed' }],
  ] as const)('that ended in %s has these fields', (result, fields) => {
    const builder = new BlockBuilder(telemetryDeviceV1, 1);
    const { columns } = builder;
    builder.rows = 1;
    columns.tenant_id[0] = 7;
    setUuid(columns.device_id, 0, uuidWords(deviceId));
    setU64(columns.polled_at, 0, 1_700_000_000_000);
    columns.result[0] = pollResults.indexOf(result);
    columns.rtt_us[0] = 250;
    setU64(columns.uptime_ms, 0, 99);
    columns.duration_ms[0] = 7;
    columns.retries[0] = 2;
    const [block] = decodeBlocks(
      telemetryDeviceV1,
      blockMessage(builder, { minMs: 0, maxMs: 0 }).value ?? new Uint8Array(),
    );
    if (block === undefined) throw new Error('no block');
    const point = readLine(deviceLines(block, named('core 1', null))[0] ?? '');
    expect(point.measurement).toBe('device_health');
    expect(Object.fromEntries(point.tags)).toEqual({ device: 'core 1', device_id: deviceId, tenant_id: '7' });
    expect(numbers(point)).toEqual(fields);
  });
});
