/**
 * Object identifiers as the bytes that travel: BER contents, without tag and length (X.690 §8.19).
 * Polls compare and match these bytes where they lie in a datagram; text is for people and tables of ours.
 */

/** Most sub-identifiers of an OID (RFC 2578 §3.5). */
export const oidPartsMax = 128;

const partMax = 4_294_967_295;

/**
 * @param text Dotted decimal, e.g. `1.3.6.1.2.1.1.3.0`.
 * @throws Error when it is not an OID: the callers are our own tables.
 */
export function encodeOid(text: string): Uint8Array {
  const parts = text.split('.').map(Number);
  const [first, second, ...rest] = parts;
  const valid = parts.length <= oidPartsMax && parts.every((p) => Number.isInteger(p) && p >= 0 && p <= partMax);
  if (!valid || first === undefined || second === undefined || first > 2 || (first < 2 && second > 39)) {
    throw new Error(`not an OID: ${text}`);
  }
  const bytes: number[] = [];
  for (const part of [40 * first + second, ...rest]) pushPart(bytes, part);
  return Uint8Array.from(bytes);
}

function pushPart(bytes: number[], part: number): void {
  const groups = [part % 128];
  for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) groups.push((left % 128) | 0x80);
  bytes.push(...groups.reverse());
}

/** @returns Dotted decimal of `bytes[start, end)`, or null when they are not an OID. */
export function formatOid(bytes: Uint8Array, start: number, end: number): string | null {
  const parts: number[] = [];
  let value = 0;
  let open = false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    open = byte >= 0x80;
    if (value > partMax + 80 || parts.length > oidPartsMax) return null;
    if (open) continue;
    if (parts.length === 0) {
      const first = value < 40 ? 0 : value < 80 ? 1 : 2;
      parts.push(first, value - 40 * first);
    } else parts.push(value);
    value = 0;
  }
  return open || parts.length === 0 ? null : parts.join('.');
}

/** True when `bytes[start, end)` begins with the whole of `prefix`. */
export function hasPrefix(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  const length = prefix.length;
  if (end - start < length) return false;
  // From the end: the OIDs of one table differ there first.
  for (let i = length - 1; i >= 0; i -= 1) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}

/**
 * The one number that `bytes[start, end)` encodes, e.g. an ifIndex after its column's prefix.
 * @returns −1 when there are none or several, or it is over 2³²−1.
 */
export function singlePart(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (value > partMax) return -1;
    if (byte < 0x80) return at === end - 1 ? value : -1;
  }
  return -1;
}

/**
 * Order of two encoded OIDs (or of their tails): part by part as numbers, a prefix before what extends it.
 * Byte order is not it: 16383 is `ff 7f` and 16384 is `81 80 00`.
 */
export function compareOids(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  let aAt = aStart;
  let bAt = bStart;
  while (aAt < aEnd && bAt < bEnd) {
    let aValue = 0;
    let bValue = 0;
    for (let more = true; more && aAt < aEnd; aAt += 1) {
      const byte = a[aAt] ?? 0;
      aValue = aValue * 128 + (byte & 0x7f);
      more = byte >= 0x80;
    }
    for (let more = true; more && bAt < bEnd; bAt += 1) {
      const byte = b[bAt] ?? 0;
      bValue = bValue * 128 + (byte & 0x7f);
      more = byte >= 0x80;
    }
    if (aValue !== bValue) return aValue < bValue ? -1 : 1;
  }
  return aEnd - aAt - (bEnd - bAt);
}
