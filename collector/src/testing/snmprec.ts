/** Recorded walks (`OID|tag|value` a line, as snmpsim writes them) as a table that an agent can serve. */
import { readFileSync } from 'node:fs';
import { comparePartsOf, integerBytes, oidContents, tlv } from './agent-ber.ts';

export interface MibEntry {
  readonly parts: readonly number[];
  readonly value: Buffer;
  /** The whole varbind, encoded. */
  readonly varbind: Buffer;
}

/** In the order of OIDs, without duplicates. */
export type MibTable = readonly MibEntry[];

export function mibEntry(oid: string, value: Buffer): MibEntry {
  const parts = oid.replace(/^\./, '').split('.').map(Number);
  return { parts, value, varbind: tlv(0x30, tlv(6, oidContents(parts)), value) };
}

export function mibTable(entries: readonly MibEntry[]): MibTable {
  const sorted = entries.toSorted((a, b) => comparePartsOf(a.parts, b.parts));
  return sorted.filter((entry, i) => i === 0 || comparePartsOf(entry.parts, sorted[i - 1]?.parts ?? []) !== 0);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescape = (text: string): string =>
  text.replace(/\\(x([0-9a-f]{2})|.)/gi, (_, one: string, hex: string | undefined) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** A value of an snmprec line; `tag` is the BER tag in decimal, with `x` for hex and `e` for escapes. */
export function recordedValue(tag: string, text: string): Buffer {
  const ber = Number.parseInt(tag, 10);
  const bytes = tag.endsWith('x')
    ? Buffer.from(text, 'hex')
    : Buffer.from(tag.endsWith('e') ? unescape(text) : text, 'latin1');
  switch (ber) {
    case 2:
    case 65:
    case 66:
    case 67:
    case 70:
      return tlv(ber, integerBytes(BigInt(text)));
    case 5:
      return tlv(5);
    case 6:
      return tlv(6, oidContents(text.replace(/^\./, '').split('.').map(Number)));
    case 64:
      return tlv(64, bytes.length === 4 ? bytes : Buffer.from(text.split('.').map(Number)));
    default:
      return tlv(ber, bytes);
  }
}

export function readSnmprec(path: string): MibTable {
  const entries: MibEntry[] = [];
  for (const line of readFileSync(path, 'latin1').split('\n')) {
    const [oid, tag, ...rest] = line.replace(/\r$/, '').split('|');
    if (oid === undefined || oid === '' || tag === undefined) continue;
    entries.push(mibEntry(oid, recordedValue(tag, rest.join('|'))));
  }
  return mibTable(entries);
}

/** The first entry at or after an OID (`after`: strictly after). */
export function findEntry(table: MibTable, parts: readonly number[], after: boolean): number {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = comparePartsOf(table[middle]?.parts ?? [], parts);
    if (order < 0 || (after && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
