/** Addresses and prefixes, written one way: shortest IPv6 in lower case, IPv4 without leading zeros. */
import { BlockList, isIP, isIPv6 } from 'node:net';

type Normalized = { readonly value: string } | { readonly problem: string };

export function normalizeIp(typed: string): Normalized {
  const trimmed = typed.trim();
  const family = isIP(trimmed);
  if (family === 0 || trimmed.includes('%')) return { problem: `"${trimmed}" is not an IPv4 or IPv6 address` };
  return family === 4 ? { value: trimmed } : normalizeIpv6(trimmed);
}

/** Those that hold an IPv4 address PostgreSQL writes in a way of its own, so that equal ones would not look equal. */
function normalizeIpv6(typed: string): Normalized {
  const value = shortest(typed);
  const [, mapped, high, low] = /^::(ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(value) ?? [];
  if (high === undefined || low === undefined) return { value };
  const ipv4 = [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  if (mapped !== undefined) return { value: ipv4.join('.') };
  return { problem: `"${typed}" is an IPv4 address inside IPv6 (RFC 4291 gave those up): write ${ipv4.join('.')}` };
}

const shortest = (ipv6: string): string => new URL(`http://[${ipv6}]`).hostname.slice(1, -1);

export function normalizePrefix(typed: string): Normalized {
  const [, ip = '', bitsText = ''] = /^([^/]+)\/(\d{1,3})$/.exec(typed.trim()) ?? [];
  const address = normalizeIp(ip);
  if ('problem' in address)
    return { problem: `"${typed.trim()}" is not a prefix such as 10.0.0.0/24 or 2001:db8::/48` };
  // `::ffff:10.0.0.0/104`: the length is that of the IPv6 address, and would be read as that of the other.
  if (ip.includes(':') && !isIPv6(address.value)) return { problem: `write ${address.value} with its IPv4 length` };
  const bits = Number(bitsText);
  const bitsMax = isIPv6(address.value) ? 128 : 32;
  if (bits > bitsMax) return { problem: `the length of a prefix is at most ${bitsMax}, not ${bits}` };
  const network = networkOf(address.value, bits);
  if (network !== address.value) {
    return { problem: `${address.value} has bits beyond /${bits}: the prefix is ${network}/${bits}` };
  }
  return { value: `${network}/${bits}` };
}

/** Whether an address lies in a prefix; both normalized. */
export function isInside(address: string, prefix: string): boolean {
  const [network = '', bits = ''] = prefix.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return (isIPv6(address) ? 'ipv6' : 'ipv4') === family && list.check(address, family);
}

/** The address with all bits after the first `bits` zero. */
function networkOf(address: string, bits: number): string {
  if (!isIPv6(address)) {
    const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const size = 2 ** (32 - bits);
    const start = Math.floor(value / size) * size;
    return [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.');
  }
  const size = 128n - BigInt(bits);
  const start = (valueOfIpv6(address) >> size) << size;
  const groups = Array.from({ length: 8 }, (_, i) => ((start >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  return shortest(groups.join(':'));
}

/** Of a normalized IPv6 address: hexadecimal groups with at most one `::`. */
function valueOfIpv6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
