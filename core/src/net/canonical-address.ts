import { isIP, isIPv4 } from 'node:net';

/**
 * One spelling for each address: IPv6 compressed in lower case, IPv4-mapped IPv6 as plain IPv4.
 * @returns null for what is not an IP address (a host name).
 */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (isIP(text) === 0) return null;
  const zoneless = text.split('%', 1)[0] ?? text;
  const written = new URL(`http://[${zoneless}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written);
  if (mapped === null) return written;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return `${high >>> 8}.${high & 0xff}.${low >>> 8}.${low & 0xff}`;
}

/** Of an address as the column store and blocks have it: 16 bytes, IPv4 mapped into IPv6. */
export function addressText(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, group) =>
    (((bytes[2 * group] ?? 0) << 8) | (bytes[2 * group + 1] ?? 0)).toString(16),
  );
  return canonicalAddress(groups.join(':')) ?? '';
}
