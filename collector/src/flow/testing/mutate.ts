/** Damaged packets from good ones, from a seed: what a decoder on the open Internet must live with. */
import { sharedData } from '@fastisp/core/testing/shared-data';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ipfixStream, ipv6Stream, random, v5Stream, v9Stream } from './generate.ts';
import { readPcap } from './pcap.ts';

/** Recorded packets where they are at hand, and generated ones. */
export function seedPackets(): Buffer[] {
  const options = { packets: 4, flowsPerPacket: 6, unixS: 1_700_000_000, seed: 5, templateEvery: 2 };
  const generated = [v5Stream, v9Stream, ipfixStream, ipv6Stream].flatMap((stream) => stream(options).packets);
  const shared = sharedData('flows');
  if (shared === null) return generated;
  const logstash = join(shared, 'logstash-codec-netflow');
  const recorded = readdirSync(logstash)
    .filter((file) => file.endsWith('.dat'))
    .map((file) => readFileSync(join(logstash, file)));
  const akvorado = join(shared, 'akvorado/netflow');
  const captured = readdirSync(akvorado).flatMap((file) =>
    readPcap(join(akvorado, file)).map(({ payload }) => payload),
  );
  return [...generated, ...recorded, ...captured];
}

const interesting16 = [0, 1, 2, 3, 4, 5, 9, 10, 255, 256, 257, 0x7fff, 0x8000, 0xfffe, 0xffff];

export class Mutator {
  private readonly next: () => number;
  private readonly seeds: readonly Buffer[];

  constructor(seeds: readonly Buffer[], seed: number) {
    this.seeds = seeds;
    this.next = random(seed);
  }

  below(max: number): number {
    return Math.floor(this.next() * max);
  }

  /** One in eight stays whole, so that templates keep coming through. */
  packet(): Buffer {
    const packet = Buffer.from(this.any());
    if (this.below(8) === 0) return packet;
    let result: Buffer = packet;
    for (let changes = 1 + this.below(4); changes > 0; changes -= 1) result = this.mutate(result);
    return result;
  }

  private any(): Buffer {
    return this.seeds[this.below(this.seeds.length)] ?? Buffer.alloc(0);
  }

  private mutate(packet: Buffer): Buffer {
    const at = this.below(packet.length);
    switch (this.below(7)) {
      case 0:
        if (packet.length > 0) packet[at] = (packet[at] ?? 0) ^ (1 << this.below(8));
        return packet;
      case 1:
        if (packet.length > 0) packet[at] = this.below(256);
        return packet;
      case 2:
        if (packet.length >= 2)
          packet.writeUInt16BE(interesting16[this.below(interesting16.length)] ?? 0, at & ~1 & (packet.length - 2));
        return packet;
      case 3: // a header field: lengths and counts live there
        if (packet.length >= 32)
          packet.writeUInt16BE(interesting16[this.below(interesting16.length)] ?? 0, 2 * this.below(15));
        return packet;
      case 4:
        return Buffer.from(packet.subarray(0, at));
      case 5: {
        const other = this.any();
        return Buffer.concat([packet.subarray(0, at), other.subarray(this.below(other.length))]).subarray(0, 65_535);
      }
      default:
        return Buffer.concat([packet, Buffer.alloc(this.below(40), this.below(2) * this.below(256))]).subarray(
          0,
          65_535,
        );
    }
  }
}
