import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../errors/app-error.ts';
import type { BlockBuilder } from './builder.ts';
import { decodeBlocks, encodeBlock } from './native.ts';
import { everyTypeV1, filledBuilder } from './testing/every-type.ts';

/** Rows so that some columns are all zeros: a column's bytes are drawn, or left out. */
const builders = fc
  .record({
    rows: fc.integer({ min: 0, max: 40 }),
    seed: fc.integer(),
    zeroed: fc.subarray(Object.keys(everyTypeV1.columns)),
  })
  .map((options) => filledBuilder(options));

const columnsOf = (builder: BlockBuilder<typeof everyTypeV1>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(builder.columns).map(([name, column]) => [
      name,
      column.slice(0, (column.length / builder.capacity) * builder.rows),
    ]),
  );

describe('blocks, by property', () => {
  it('come back as they were written, one after the other', () => {
    fc.assert(
      fc.property(fc.array(builders, { maxLength: 4 }), (list) => {
        const decoded = decodeBlocks(everyTypeV1, Buffer.concat(list.map((builder) => encodeBlock(builder))));
        expect(decoded.map((block) => block.columns)).toEqual(
          list.filter((builder) => builder.rows > 0).map((builder) => columnsOf(builder)),
        );
      }),
    );
  });

  it('when damaged, are refused or decoded, never anything else', () => {
    const damages = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(builders, damages, (builder, list) => {
        const bytes = encodeBlock(builder);
        for (const [at, value] of list) if (bytes.length > 0) bytes[at % bytes.length] = value;
        expectRefusedOrDecoded(bytes);
      }),
    );
  });

  it('of random bytes are refused or decoded, never anything else', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectRefusedOrDecoded));
  });
});

function expectRefusedOrDecoded(bytes: Uint8Array): void {
  try {
    for (const block of decodeBlocks(everyTypeV1, bytes)) expect(block.columns.u32).toHaveLength(block.rows);
  } catch (error) {
    if (!isAppError(error, 'BLOCK_INVALID')) throw error;
  }
}
