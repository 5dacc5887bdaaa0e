/** Judged by the engine: what we encode it reads, what it writes we decode. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpRequest, startTestEngine, type TestEngine } from '../column-store/testing/embedded-engine.ts';
import { type BlockBuilder, getU64, getUuid, setUuid, uuidWords } from './builder.ts';
import { decodeBlocks, encodeBlock } from './native.ts';
import { everyTypeV1, filledBuilder } from './testing/every-type.ts';

const definition = Object.entries(everyTypeV1.columns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.remove());

async function insertAndRead(blocks: readonly Uint8Array[]) {
  await engine.store.command('DROP TABLE IF EXISTS every_type');
  // Memory keeps rows in the order of their coming.
  await engine.store.command(`CREATE TABLE every_type (${definition}) ENGINE = Memory`);
  await engine.store.insertBlocks({ table: 'every_type', blocks, dedupToken: 'a' });
  const query = 'SELECT * REPLACE (word::String AS word) FROM fastisp.every_type FORMAT Native';
  const answer = await httpRequest(engine.store, { query, readonly: '1', max_threads: '1' });
  expect(answer.status).toBe(200);
  return decodeBlocks(everyTypeV1, answer.bytes);
}

const columnsOf = (builder: BlockBuilder<typeof everyTypeV1>) =>
  Object.fromEntries(
    Object.entries(builder.columns).map(([name, column]) => [
      name,
      column.slice(0, (column.length / builder.capacity) * builder.rows),
    ]),
  );

describe('Native blocks and the engine', () => {
  it.each([
    ['all columns', 1_000, []],
    ['one row', 1, []],
    ['columns of zeros left out', 100, ['u8', 'u64', 'at_ms', 'id', 'address', 'text', 'word']],
    ['nothing but zeros', 10, Object.keys(everyTypeV1.columns)],
  ])('go in and come back equal: %s', async (_name, rows, zeroed) => {
    const builder = filledBuilder({ rows, seed: rows, zeroed });
    const decoded = await insertAndRead([encodeBlock(builder)]);
    expect(decoded.map((block) => block.columns)).toEqual([columnsOf(builder)]);
  });

  it('go in several to an insert, with different columns', async () => {
    const first = filledBuilder({ rows: 5, seed: 1, zeroed: ['text', 'u16'] });
    const second = filledBuilder({ rows: 7, seed: 2, zeroed: ['id'] });
    const decoded = await insertAndRead([encodeBlock(first), encodeBlock(second)]);
    const texts = decoded.flatMap((block) => block.columns.text);
    expect(texts).toEqual([...first.columns.text.slice(0, 5), ...second.columns.text.slice(0, 7)]);
    const u32 = decoded.flatMap((block) => [...block.columns.u32]);
    expect(u32).toEqual([...first.columns.u32.subarray(0, 5), ...second.columns.u32.subarray(0, 7)]);
  });

  it('mean the same to the engine and to us', async () => {
    const query = `
      SELECT toUInt64(18446744073709551615) AS u64, toInt32(-7) AS i32, 1.5::Float32 AS f32,
        toDateTime('2026-09-21 13:46:40', 'UTC') AS at, toDateTime64('2026-09-21 13:46:40.123', 3, 'UTC') AS at_ms,
        toUUID('0199c0de-1234-7abc-8def-0123456789ab') AS id, toIPv6('2001:db8::1') AS address,
        'palabra' AS word
      FORMAT Native`;
    const answer = await httpRequest(engine.store, { query, readonly: '1' });
    const [block] = decodeBlocks(everyTypeV1, answer.bytes);
    if (block === undefined) throw new Error('no block');
    const { columns } = block;
    expect([...columns.u64]).toEqual([0xffffffff, 0xffffffff]);
    expect([...columns.i32, ...columns.f32, ...columns.at]).toEqual([-7, 1.5, 1_790_000_000 - 1_600]);
    expect(getU64(columns.at_ms, 0)).toBe(Date.parse('2026-09-21T13:46:40.123Z'));
    expect(getUuid(columns.id, 0)).toBe('0199c0de-1234-7abc-8def-0123456789ab');
    expect(Buffer.from(columns.address).toString('hex')).toBe('20010db8000000000000000000000001');
    expect(columns.word).toEqual(['palabra']);
    const copy = new Uint32Array(4);
    setUuid(copy, 0, uuidWords('0199c0de-1234-7abc-8def-0123456789ab'));
    expect(columns.id).toEqual(copy);
  });
});
