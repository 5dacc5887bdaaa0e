import { describe, expect, it } from 'vitest';
import { parseProcNetUdp } from './kernel-drops.ts';

const text = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  332: 00000000:0807 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11111 2 0000000000000000 42
  333: 0100007F:1283 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 22222 2 0000000000000000 7
  334: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 33333 2 0000000000000000 9
`;
const ipv6 = `  sl  local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode ref pointer drops
 99: 00000000000000000000000000000000:0807 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 44444 2 0000000000000000 5
`;

describe('parseProcNetUdp', () => {
  it('finds the drops of the sockets on our ports', () => {
    const ports = new Set([2055, 4739]);
    expect([...parseProcNetUdp(text, ports)]).toEqual([
      ['11111', 42],
      ['22222', 7],
    ]);
    expect([...parseProcNetUdp(ipv6, ports)]).toEqual([['44444', 5]]);
  });

  it('finds nothing in what is no such table', () => {
    expect(parseProcNetUdp('', new Set([2055])).size).toBe(0);
    expect(parseProcNetUdp('one\ntwo three\n', new Set([2055])).size).toBe(0);
  });
});
