/**
 * Loops that copy one field of many records into one column.
 *
 * A template is compiled into a list of such loops, run one after the other over a whole set. That keeps
 * both ends of the copy in the first cache, costs a few calls a set instead of some a field, and every
 * template runs the same few functions, which the optimizer knows well.
 * Rejected: source text made from the template (`new Function`). It takes 18 ns for a record of 22 fields
 * where the loops take 39, which is one twentieth of what a flow costs from socket to block; but each layout
 * is compiled and optimized anew, so an exporter that keeps sending new templates keeps the compiler busy.
 *
 * Every kernel trusts its caller that `count` records of `stride` bytes lie within the packet.
 */
import type { PacketContext } from './context.ts';

/**
 * Copies a field. `at` is where the field is in the first record, `stride` the distance to the next
 * record, `row` the first row to write.
 */
export type FieldKernel = (context: PacketContext, at: number, stride: number, count: number, row: number) => void;

/** Unsigned integers into a `Uint8Array` column: the last byte is what fits. */
export function byteKernel(column: Uint8Array, width: number): FieldKernel {
  return (context, at, stride, count, row) => copyBytes(column, context.bytes, at + width - 1, stride, count, row);
}

function copyBytes(column: Uint8Array, bytes: Uint8Array, at: number, stride: number, count: number, row: number) {
  for (let from = at, end = row + count; row < end; row += 1, from += stride) column[row] = bytes[from] ?? 0;
}

/** Unsigned integers into a `Uint16Array` column: the last two bytes are what fits. */
export function shortKernel(column: Uint16Array, width: number): FieldKernel {
  if (width === 1) {
    return ({ bytes }, at, stride, count, row) => {
      for (let from = at, end = row + count; row < end; row += 1, from += stride) column[row] = bytes[from] ?? 0;
    };
  }
  return (context, at, stride, count, row) => copyShorts(column, context.view, at + width - 2, stride, count, row);
}

function copyShorts(column: Uint16Array, view: DataView, at: number, stride: number, count: number, row: number) {
  for (let from = at, end = row + count; row < end; row += 1, from += stride) column[row] = view.getUint16(from);
}

/** Unsigned integers into a `Uint32Array` column: the last four bytes are what fits. */
export function wordKernel(column: Uint32Array, width: number): FieldKernel {
  return wordPartKernel(column, 1, 0, width >= 4 ? width - 4 : 0, Math.min(width, 4));
}

/** Unsigned integers of up to 8 bytes (counters, MAC addresses) into a column of two words a row. */
export function longKernels(column: Uint32Array, width: number): FieldKernel[] {
  const used = Math.min(width, 8);
  const skipped = width - used;
  const low = wordPartKernel(column, 2, 0, skipped + Math.max(0, used - 4), Math.min(used, 4));
  return used <= 4 ? [low] : [low, wordPartKernel(column, 2, 1, skipped, used - 4)];
}

/** `width` 1–4 bytes at `offset` of the field into every `step`th word. */
function wordPartKernel(column: Uint32Array, step: number, part: number, offset: number, width: number): FieldKernel {
  switch (width) {
    case 4:
      return (context, at, stride, count, row) =>
        copyWords(column, context.view, step, row * step + part, at + offset, stride, count);
    case 2:
      return ({ view }, at, stride, count, row) => {
        let to = row * step + part;
        for (let from = at + offset, left = count; left > 0; left -= 1, to += step, from += stride)
          column[to] = view.getUint16(from);
      };
    case 1:
      return ({ bytes }, at, stride, count, row) => {
        let to = row * step + part;
        for (let from = at + offset, left = count; left > 0; left -= 1, to += step, from += stride)
          column[to] = bytes[from] ?? 0;
      };
    default:
      return ({ view }, at, stride, count, row) => {
        let to = row * step + part;
        for (let from = at + offset, left = count; left > 0; left -= 1, to += step, from += stride)
          column[to] = (view.getUint8(from) << 16) | view.getUint16(from + 1);
      };
  }
}

function copyWords(
  column: Uint32Array,
  view: DataView,
  step: number,
  to: number,
  at: number,
  stride: number,
  count: number,
) {
  for (let from = at, left = count; left > 0; left -= 1, to += step, from += stride) column[to] = view.getUint32(from);
}

/** ::ffff:0:0/96 as the third word of an address, as it lies in memory on a little-endian machine. */
const mappedWord = 0xffff_0000;

/** IPv4 addresses, as ::ffff:a.b.c.d, into rows that are zero. `words` is a word view of the address column. */
export function ipv4Kernel(words: Uint32Array): FieldKernel {
  return (context, at, stride, count, row) => copyIpv4(words, context.view, at, stride, count, row);
}

function copyIpv4(words: Uint32Array, view: DataView, at: number, stride: number, count: number, row: number) {
  let to = row * 4;
  for (let from = at, left = count; left > 0; left -= 1, to += 4, from += stride) {
    words[to + 2] = mappedWord;
    words[to + 3] = view.getUint32(from, true);
  }
}

/** IPv4 addresses where 0.0.0.0 means none: the row keeps what it has. */
export function ipv4UnlessZeroKernel(words: Uint32Array): FieldKernel {
  return ({ view }, at, stride, count, row) => {
    let to = row * 4;
    for (let from = at, left = count; left > 0; left -= 1, to += 4, from += stride) {
      const address = view.getUint32(from, true);
      if (address === 0) continue;
      words[to] = 0;
      words[to + 1] = 0;
      words[to + 2] = mappedWord;
      words[to + 3] = address;
    }
  };
}

/** IPv6 addresses; with `unlessZero`, :: means none and the row keeps what it has. */
export function ipv6Kernel(words: Uint32Array, unlessZero: boolean): FieldKernel {
  return ({ view }, at, stride, count, row) => {
    let to = row * 4;
    for (let from = at, left = count; left > 0; left -= 1, to += 4, from += stride) {
      const [a, b] = [view.getUint32(from, true), view.getUint32(from + 4, true)];
      const [c, d] = [view.getUint32(from + 8, true), view.getUint32(from + 12, true)];
      if (unlessZero && (a | b | c | d) === 0) continue;
      words[to] = a;
      words[to + 1] = b;
      words[to + 2] = c;
      words[to + 3] = d;
    }
  };
}

/** A one-byte field whose 0 means none. */
export function byteUnlessZeroKernel(column: Uint8Array, width: number): FieldKernel {
  return ({ bytes }, at, stride, count, row) => {
    for (let from = at + width - 1, end = row + count; row < end; row += 1, from += stride) {
      const value = bytes[from] ?? 0;
      if (value !== 0) column[row] = value;
    }
  };
}

/** One byte ORed into a 16-bit column, shifted: ICMP type and code that come as two fields. */
export function byteIntoShortKernel(column: Uint16Array, width: number, shift: number): FieldKernel {
  return ({ bytes }, at, stride, count, row) => {
    for (let from = at + width - 1, end = row + count; row < end; row += 1, from += stride)
      column[row] = (column[row] ?? 0) | ((bytes[from] ?? 0) << shift);
  };
}

/** Two bytes of ICMP type and code; 0 leaves what another field said. */
export function shortUnlessZeroKernel(column: Uint16Array, width: number): FieldKernel {
  return ({ view, bytes }, at, stride, count, row) => {
    for (let from = at, end = row + count; row < end; row += 1, from += stride) {
      const value = width === 1 ? (bytes[from] ?? 0) : view.getUint16(from + width - 2);
      if (value !== 0) column[row] = value;
    }
  };
}

/** The six bits of a DSCP field put where the TOS byte has them. */
export function dscpKernel(column: Uint8Array, width: number): FieldKernel {
  return ({ bytes }, at, stride, count, row) => {
    for (let from = at + width - 1, end = row + count; row < end; row += 1, from += stride)
      column[row] = (bytes[from] ?? 0) << 2;
  };
}

const icmp = 1;
const icmpV6 = 58;

/** Type and code are in the destination port where no field of their own has them (v5, v9, most routers). */
export function icmpFromPortKernel(typeCode: Uint16Array, port: Uint16Array, protocol: Uint8Array): FieldKernel {
  return (_context, _at, _stride, count, row) => {
    for (const end = row + count; row < end; row += 1) {
      const number = protocol[row];
      if ((number === icmp || number === icmpV6) && typeCode[row] === 0) typeCode[row] = port[row] ?? 0;
    }
  };
}

/** Reads an unsigned integer of 1–8 bytes; above 2⁵³ the lowest bits are lost. */
export function readUnsigned(view: DataView, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + view.getUint8(at + index);
  return value;
}
