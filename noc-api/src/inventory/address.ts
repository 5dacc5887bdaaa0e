/** Addresses as people type them: checked, and written one way, so that duplicates are seen. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

export type AddressCheck = { readonly address: string } | { readonly problem: string };

/** Nothing answers SNMP from there: "this host", multicast, reserved and broadcast. */
const neverDevices = new BlockList();
neverDevices.addSubnet('0.0.0.0', 8, 'ipv4');
neverDevices.addSubnet('224.0.0.0', 3, 'ipv4');
neverDevices.addAddress('::', 'ipv6');
neverDevices.addSubnet('ff00::', 8, 'ipv6');

const hostNameLengthMax = 253;
/** RFC 1123, and the underscore that many internal names have. */
const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Canonical form (lower case, shortest IPv6, no brackets or final dot), or a sentence that says what is wrong. */
export function checkAddress(text: string): AddressCheck {
  const trimmed = text.trim();
  const shape = shapeProblem(trimmed);
  if (shape !== null) return { problem: shape };
  const bare = /^\[(.+)\]$/.exec(trimmed)?.[1] ?? trimmed;
  if (isIPv4(bare)) return checkIp(bare, 'ipv4');
  if (isIPv6(bare)) return checkIpv6(bare);
  if (/^[\d.]+$/.test(bare)) return { problem: `"${bare}" is not an IPv4 address: four numbers from 0 to 255` };
  if (bare.includes(':')) return { problem: colonProblem(bare) };
  return checkHostName(bare);
}

function shapeProblem(text: string): string | null {
  if (text === '') return 'give a host name or an IP address';
  if (/^[a-z]+:\/\//i.test(text)) return 'give the host name or IP address alone, without "http://" or the like';
  if (text.includes('/')) return 'give one host name or IP address, not a network or a path';
  if (/\s/.test(text)) return 'a host name or IP address has no spaces';
  if (text.includes('@')) return 'give the host name or IP address alone, without a user';
  return null;
}

function checkIp(address: string, family: 'ipv4' | 'ipv6'): AddressCheck {
  if (neverDevices.check(address, family)) return { problem: `no device can have the address ${address}` };
  return { address };
}

function checkIpv6(text: string): AddressCheck {
  if (text.includes('%')) return { problem: 'a link-local address with an interface (%) cannot be polled' };
  const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (mapped === null) return checkIp(canonical, 'ipv6');
  const bits = Number.parseInt(mapped[1] ?? '', 16) * 65_536 + Number.parseInt(mapped[2] ?? '', 16);
  return checkIp([24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.'), 'ipv4');
}

function colonProblem(text: string): string {
  const host = /^([^:]+):\d+$/.exec(text)?.[1];
  if (host !== undefined) return `give "${host}" alone: the port goes into the SNMP port`;
  return `"${text}" is not an IPv6 address`;
}

function checkHostName(text: string): AddressCheck {
  const name = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  const valid = name !== '' && name.length <= hostNameLengthMax && name.split('.').every((part) => label.test(part));
  if (!valid) return { problem: `"${text}" is not a host name: letters, digits and hyphens, with dots between` };
  // The URL rules of domainToASCII read "10.1" or "0x7f.1" as an IPv4 address; a person did not mean that.
  if (isIPv4(name)) return { problem: `"${text}" is not an IPv4 address: four numbers from 0 to 255` };
  return { address: name };
}
