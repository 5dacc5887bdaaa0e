import { describe, expect, it } from 'vitest';
import { telemetryFlowV1 } from '../contracts/telemetry-flow.v1.ts';
import { isAppError } from '../errors/app-error.ts';
import { BlockBuilder, getU64, setIpv4, setU64 } from './builder.ts';
import { blockMessage, readBlockHead } from './message.ts';
import { decodeBlocks, encodeBlock } from './native.ts';
import type { BlockSchema } from './schema.ts';

const small = {
  id: 'small.v1',
  topic: 'small',
  table: 'small',
  columns: { tenant_id: 'UInt32', name: 'LowCardinality(String)', port: 'UInt16' },
} as const satisfies BlockSchema;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (value: string): string =>
  Buffer.from([value.length]).toString('hex') + Buffer.from(value).toString('hex');

function smallBuilder(rows: readonly { tenant: number; name: string; port: number }[]): BlockBuilder<typeof small> {
  const builder = new BlockBuilder(small, 8);
  for (const row of rows) {
    builder.columns.tenant_id[builder.rows] = row.tenant;
    builder.columns.name[builder.rows] = row.name;
    builder.columns.port[builder.rows] = row.port;
    builder.rows += 1;
  }
  return builder;
}

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'decoded';
  } catch (error) {
    return isAppError(error) ? error.code : `bug: ${String(error)}`;
  }
};

describe('encodeBlock', () => {
  it('writes varuints, names, types and data as the engine does', () => {
    const bytes = encodeBlock(smallBuilder([{ tenant: 1, name: 'ñu', port: 0x0203 }]));
    const expected = [
      '0301', // three columns, one row
      text('tenant_id') + text('UInt32') + '01000000',
      text('name') + text('String') + '03c3b175',
      text('port') + text('UInt16') + '0302',
    ].join('');
    expect(hex(bytes)).toBe(expected);
  });

  it('leaves out columns of zeros and empty texts', () => {
    const bytes = encodeBlock(smallBuilder([{ tenant: 7, name: '', port: 0 }]));
    expect(hex(bytes)).toBe(`0101${text('tenant_id')}${text('UInt32')}07000000`);
  });

  it('keeps one column when all are zeros, so that the rows are not lost', () => {
    const bytes = encodeBlock(smallBuilder([{ tenant: 0, name: '', port: 0 }]));
    const [block] = decodeBlocks(small, bytes);
    expect(block?.rows).toBe(1);
  });

  it('keeps a column whose only value stands in its last row', () => {
    const builder = new BlockBuilder(telemetryFlowV1, 65_536);
    builder.rows = 65_536;
    builder.columns.tenant_id.fill(1);
    builder.columns.src_address[16 * 65_536 - 1] = 9;
    const [block] = decodeBlocks(telemetryFlowV1, encodeBlock(builder));
    expect(block?.columns.src_address.at(-1)).toBe(9);
  });

  it('ignores what lies behind the used rows', () => {
    const builder = smallBuilder([{ tenant: 1, name: 'a', port: 1 }]);
    builder.columns.port[5] = 99;
    expect(decodeBlocks(small, encodeBlock(builder))[0]?.columns.port).toEqual(Uint16Array.of(1));
  });

  it('gives no bytes for no rows', () => {
    expect(encodeBlock(smallBuilder([]))).toHaveLength(0);
    expect(decodeBlocks(small, new Uint8Array(0))).toEqual([]);
  });

  it('owns its memory', () => {
    const builder = smallBuilder([{ tenant: 1, name: 'a', port: 1 }]);
    const bytes = encodeBlock(builder);
    const before = hex(bytes);
    builder.reset();
    expect(hex(bytes)).toBe(before);
    expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
  });
});

describe('decodeBlocks', () => {
  it('reads several blocks with different columns, the absent ones as zeros', () => {
    const first = encodeBlock(smallBuilder([{ tenant: 1, name: 'a', port: 0 }]));
    const second = encodeBlock(
      smallBuilder([
        { tenant: 2, name: '', port: 80 },
        { tenant: 2, name: '', port: 81 },
      ]),
    );
    const blocks = decodeBlocks(small, Buffer.concat([first, second]));
    expect(blocks).toEqual([
      { rows: 1, columns: { tenant_id: Uint32Array.of(1), name: ['a'], port: Uint16Array.of(0) } },
      { rows: 2, columns: { tenant_id: Uint32Array.of(2, 2), name: ['', ''], port: Uint16Array.of(80, 81) } },
    ]);
  });

  it('reads from a view that is not aligned', () => {
    const bytes = encodeBlock(smallBuilder([{ tenant: 3, name: 'x', port: 4 }]));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeBlocks(small, shifted.subarray(3))[0]?.columns.tenant_id).toEqual(Uint32Array.of(3));
  });

  it('skips a column that a newer writer added', () => {
    const newer = { ...small, columns: { ...small.columns, vlan: 'UInt16' } } as const satisfies BlockSchema;
    const builder = new BlockBuilder(newer, 1);
    builder.columns.tenant_id[0] = 5;
    builder.columns.vlan[0] = 6;
    builder.rows = 1;
    expect(decodeBlocks(small, encodeBlock(builder))[0]?.columns.tenant_id).toEqual(Uint32Array.of(5));
  });

  it('takes DateTime with a time zone for the same type', () => {
    const timed = { ...small, columns: { at: 'DateTime' } } as const satisfies BlockSchema;
    const bytes = Buffer.from(`0101${text('at')}${text("DateTime('UTC')")}01000000`, 'hex');
    expect(decodeBlocks(timed, bytes)[0]?.columns.at).toEqual(Uint32Array.of(1));
  });

  it.each([
    ['another type of a column', `0101${text('port')}${text('UInt32')}01000000`],
    ['an unknown type', `0101${text('port')}${text('Decimal(9)')}01000000`],
    ['a column twice', `0201${text('port')}${text('UInt16')}0100${text('port')}${text('UInt16')}0100`],
    ['rows without columns', '0001'],
    ['more rows than bytes', `01ffff3f${text('port')}${text('UInt16')}0100`],
    ['an impossible row count', `01ffffffffffffffffff01${text('port')}`],
    ['a varuint without end', 'ffffffffffffffffffffffff'],
    ['a text longer than the bytes', `0101${text('name')}${text('String')}7f61`],
  ])('refuses %s', (_name, bytes) => {
    expect(codeOf(() => decodeBlocks(small, Buffer.from(bytes, 'hex')))).toBe('BLOCK_INVALID');
  });

  it('refuses every truncation of a block', () => {
    const bytes = encodeBlock(smallBuilder([{ tenant: 1, name: 'abc', port: 9 }]));
    for (let length = 1; length < bytes.length; length += 1) {
      expect(codeOf(() => decodeBlocks(small, bytes.subarray(0, length)))).toBe('BLOCK_INVALID');
    }
  });
});

describe('blockMessage', () => {
  it('carries schema, rows and time range in its headers', () => {
    const builder = new BlockBuilder(telemetryFlowV1, 2);
    setU64(builder.columns.received_at, 0, 1_790_000_000_123);
    setIpv4(builder.columns.src_address, 0, 0xc0a80001);
    builder.rows = 1;
    const message = blockMessage(builder, { minMs: 1_790_000_000_123, maxMs: 1_790_000_000_456 });
    expect(message.key).toBeNull();
    expect(readBlockHead(message.headers ?? {})).toEqual({
      schema: 'telemetry.flow.v1',
      rows: 1,
      minMs: 1_790_000_000_123,
      maxMs: 1_790_000_000_456,
    });
    const [block] = decodeBlocks(telemetryFlowV1, message.value ?? new Uint8Array(0));
    expect(block && getU64(block.columns.received_at, 0)).toBe(1_790_000_000_123);
  });

  it('refuses a message whose headers are missing or not numbers', () => {
    const good = { schema: 'a', rows: '1', minMs: '0', maxMs: '0' };
    expect(codeOf(() => readBlockHead(good))).toBe('decoded');
    expect(codeOf(() => readBlockHead({ ...good, rows: '-1' }))).toBe('BLOCK_INVALID');
    expect(codeOf(() => readBlockHead({ schema: 'a', rows: '1', minMs: '0' }))).toBe('BLOCK_INVALID');
  });
});
