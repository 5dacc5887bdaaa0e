/** A block as a message of the bus, and its headers read back. */
import type { BusMessage } from '../bus/port.ts';
import { AppError } from '../errors/app-error.ts';
import type { BlockBuilder } from './builder.ts';
import { encodeBlock } from './native.ts';
import { blockHeaders, type BlockSchema } from './schema.ts';

export interface BlockTimeRange {
  /** Earliest and latest row time, milliseconds since the epoch. */
  readonly minMs: number;
  readonly maxMs: number;
}

/** The builder's rows as one message; the builder may be reset and filled again at once. */
export function blockMessage<S extends BlockSchema>(
  builder: BlockBuilder<S>,
  options: BlockTimeRange & { readonly key?: string | null },
): BusMessage {
  return {
    key: options.key ?? null,
    value: encodeBlock(builder),
    headers: {
      [blockHeaders.schema]: builder.schema.id,
      [blockHeaders.rows]: String(builder.rows),
      [blockHeaders.minMs]: String(options.minMs),
      [blockHeaders.maxMs]: String(options.maxMs),
    },
  };
}

export interface BlockMessageHead extends BlockTimeRange {
  /** `BlockSchema.id` of the writer. */
  readonly schema: string;
  readonly rows: number;
}

/** @throws AppError `BLOCK_INVALID` when a header is absent or not a number. */
export function readBlockHead(headers: Readonly<Record<string, string>>): BlockMessageHead {
  const number = (name: string): number => {
    const value = Number(headers[name] ?? Number.NaN);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new AppError('BLOCK_INVALID', `block without a usable header ${name}`, {
      status: 400,
      params: { header: name },
    });
  };
  return {
    schema: headers[blockHeaders.schema] ?? '',
    rows: number(blockHeaders.rows),
    minMs: number(blockHeaders.minMs),
    maxMs: number(blockHeaders.maxMs),
  };
}
