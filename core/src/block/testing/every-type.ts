/** A schema with one column of each type, and blocks of seeded random rows: for the tests of this folder. */
import { BlockBuilder } from '../builder.ts';
import type { BlockSchema } from '../schema.ts';

export const everyTypeV1 = {
  id: 'every.type.v1',
  topic: 'every.type',
  table: 'every_type',
  columns: {
    u8: 'UInt8',
    u16: 'UInt16',
    u32: 'UInt32',
    i32: 'Int32',
    u64: 'UInt64',
    f32: 'Float32',
    f64: 'Float64',
    at: 'DateTime',
    at_ms: 'DateTime64(3)',
    id: 'UUID',
    address: 'IPv6',
    text: 'String',
    word: 'LowCardinality(String)',
  },
} as const satisfies BlockSchema;

const words = ['', 'ether1', 'fibra óptica', "o'clock\n\t\\", '光', 'x'.repeat(200)];

/** A small seeded generator (mulberry32), so that a failing block can be made again. */
function randomWords(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function filledBuilder(options: {
  readonly rows: number;
  readonly seed: number;
  /** Columns that stay zeros. */
  readonly zeroed: readonly string[];
}): BlockBuilder<typeof everyTypeV1> {
  const builder = new BlockBuilder(everyTypeV1, options.rows + 3);
  const next = randomWords(options.seed);
  for (const [name, column] of Object.entries(builder.columns)) {
    if (options.zeroed.includes(name)) continue;
    if (Array.isArray(column)) {
      for (let row = 0; row < options.rows; row += 1) column[row] = words[next() % words.length] ?? '';
      continue;
    }
    const used = options.rows * (column.length / builder.capacity);
    for (let index = 0; index < used; index += 1) column[index] = valueFor(name, index, next());
  }
  builder.rows = options.rows;
  return builder;
}

/** Any bits, except where the engine could not show the value again: times stay between 1970 and 2106. */
function valueFor(name: string, index: number, word: number): number {
  if (name === 'f32' || name === 'f64') return (word - 2_147_483_648) / 1024;
  if (name === 'at_ms' && index % 2 === 1) return word % 900;
  return word;
}
