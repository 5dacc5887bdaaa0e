import { expect, test } from 'vitest';
import { checkAddress } from './address.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.1 ', '192.0.2.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['fe80::1', 'fe80::1'],
  ['Router-1.Example.NET.', 'router-1.example.net'],
  ['rtr_cerro', 'rtr_cerro'],
  ['router', 'router'],
  ['3com.example', '3com.example'],
  ['cañón.example', 'xn--can-8mak.example'],
])('%s is written %s', (text, address) => {
  expect(checkAddress(text)).toEqual({ address: address });
});

test.each([
  ['', 'give a host name or an IP address'],
  ['   ', 'give a host name or an IP address'],
  ['192.0.2.256', 'not an IPv4 address'],
  ['192.0.2', 'not an IPv4 address'],
  ['10', 'not an IPv4 address'],
  ['0x7f.1', 'not an IPv4 address'],
  ['192.0.2.1:161', 'the port goes into the SNMP port'],
  ['router:161', 'give "router" alone'],
  ['2001:db8::zz', 'not an IPv6 address'],
  ['192.0.2.0/24', 'not a network'],
  ['https://router', 'without "http://"'],
  ['admin@router', 'without a user'],
  ['my router', 'no spaces'],
  ['-router', 'not a host name'],
  ['router..lan', 'not a host name'],
  [`${'a'.repeat(64)}.lan`, 'not a host name'],
  [`${'a.'.repeat(127)}com`, 'not a host name'],
  ['0.0.0.0', 'no device can have'],
  ['239.1.1.1', 'no device can have'],
  ['255.255.255.255', 'no device can have'],
  ['::', 'no device can have'],
  ['ff02::1', 'no device can have'],
  ['fe80::1%eth0', 'cannot be polled'],
])('%s is refused: %s', (text, problem) => {
  expect(checkAddress(text)).toEqual({ problem: expect.stringContaining(problem) });
});
