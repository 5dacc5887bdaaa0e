/** Whom an address stands for, when attempts are counted. Pure. */
import { isIPv6 } from 'node:net';

const groupsOfNetwork = 4;

/** An IPv4 address is itself; of IPv6 the /64, because one subscriber has 2^64 addresses. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const withoutZone = address.split('%', 1)[0] ?? address;
  // The URL parser writes it in one way: lower case, no leading zeros, no dotted end.
  const plain = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = plain.split('::', 2);
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const gap = new Array<string>(plain.includes('::') ? 8 - before.length - after.length : 0).fill('0');
  return `${[...before, ...gap, ...after].slice(0, groupsOfNetwork).join(':')}::/64`;
}
