import { describe, expect, it } from 'vitest';
import { random } from '../testing/generate.ts';
import { type SequenceRule, SequenceTracker, type SequenceUnits } from './sequence.ts';

const flowsPerPacket = 20;
const units: SequenceUnits = { flows: flowsPerPacket, packets: 1, records: flowsPerPacket };

interface Sent {
  readonly sequence: number;
  readonly units?: SequenceUnits;
  readonly restarted?: boolean;
  readonly counted?: boolean;
}

/** What a tracker has counted when all holes have had time to become final. */
function gapOf(rule: SequenceRule, packets: readonly Sent[]) {
  const tracker = new SequenceTracker(rule);
  for (const [index, packet] of packets.entries()) {
    const { sequence, restarted = false, counted = true } = packet;
    tracker.observe(sequence >>> 0, packet.units ?? units, counted, restarted, index * 10);
  }
  const gap = tracker.takeGap(packets.length * 10 + 60_000);
  return { gap, rule: tracker.rule, restarts: tracker.restarts, late: tracker.late };
}

const run = (from: number, count: number, step: number): Sent[] =>
  Array.from({ length: count }, (_, index) => ({ sequence: from + index * step }));

describe('SequenceTracker', () => {
  it.each([
    ['flows', flowsPerPacket],
    ['packets', 1],
    ['records', flowsPerPacket],
  ] as const)('finds no gap in an unbroken stream of %s', (rule, step) => {
    expect(gapOf(rule, run(5, 200, step))).toEqual({ gap: 0, rule, restarts: 0, late: 0 });
  });

  it.each([
    ['flows', flowsPerPacket],
    ['packets', 1],
  ] as const)('counts lost numbers of %s', (rule, step) => {
    const packets = run(0, 100, step).filter((_, index) => index !== 40 && index !== 41 && index !== 70);
    expect(gapOf(rule, packets)).toMatchObject({ gap: 3 * step, restarts: 0 });
  });

  it('counts random loss exactly', () => {
    const next = random(7);
    const all = run(1_000, 2_000, flowsPerPacket);
    const kept = all.filter((_, index) => index === 0 || index === 1_999 || next() > 0.2);
    expect(gapOf('flows', kept).gap).toBe((all.length - kept.length) * flowsPerPacket);
  });

  it('counts nothing across the wrap at 2³²', () => {
    expect(gapOf('flows', run(4_294_967_296 - 30 * flowsPerPacket, 60, flowsPerPacket)).gap).toBe(0);
  });

  it('counts a loss across the wrap', () => {
    const packets = run(4_294_967_296 - 2, 60, 1).filter((_, index) => index < 1 || index > 3);
    expect(gapOf('packets', packets).gap).toBe(3);
  });

  it('takes a packet that comes late back out of the gap', () => {
    const packets = run(0, 60, flowsPerPacket);
    [packets[20], packets[21], packets[22]] = [packets[22], packets[20], packets[21]] as [Sent, Sent, Sent]; // they exist
    expect(gapOf('flows', packets)).toMatchObject({ gap: 0, late: 2, restarts: 0 });
  });

  it('does not mind duplicates', () => {
    const packets = run(0, 60, 1).flatMap((packet) => [packet, packet]);
    expect(gapOf('packets', packets)).toMatchObject({ gap: 0, restarts: 0 });
  });

  it('takes a lower number that goes on from there for a restart', () => {
    expect(gapOf('packets', [...run(90_000, 50, 1), ...run(0, 50, 1)])).toMatchObject({ gap: 0, restarts: 1 });
  });

  it('takes a fallen uptime for a restart at once, even when the number jumps ahead', () => {
    const after = run(3_000, 50, 1).map((packet, index) => ({ ...packet, restarted: index === 0 }));
    expect(gapOf('packets', [...run(0, 50, 1), ...after])).toMatchObject({ gap: 0, restarts: 1 });
  });

  it('takes a jump beyond what can be lost for a restart', () => {
    expect(gapOf('packets', [...run(0, 50, 1), ...run(2_000_000_000, 50, 1)])).toMatchObject({ gap: 0, restarts: 1 });
  });

  it.each([
    ['IPFIX that counts packets (softflowd)', 'records', 1, 'packets'],
    ['v9 that counts flows', 'packets', flowsPerPacket, 'flows'],
  ] as const)('learns %s, without a gap', (_name, rule, step, learnt) => {
    expect(gapOf(rule, run(0, 100, step))).toEqual({ gap: 0, rule: learnt, restarts: 0, late: 0 });
  });

  it('counts by the rule it has learnt', () => {
    const packets = run(0, 100, 1).filter((_, index) => index < 50 || index > 54);
    expect(gapOf('records', packets)).toMatchObject({ gap: 5, rule: 'packets' });
  });

  it('tells flows from records with options', () => {
    const withOption: SequenceUnits = { flows: 0, packets: 1, records: 1 };
    const packets: Sent[] = [];
    for (let index = 0, sequence = 0; index < 100; index += 1) {
      const own = index % 5 === 0 ? withOption : units;
      packets.push({ sequence, units: own });
      sequence += own.records;
    }
    expect(gapOf('records', packets)).toEqual({ gap: 0, rule: 'records', restarts: 0, late: 0 });
  });

  it('says nothing of the packet after one whose template was missing', () => {
    const packets = run(0, 60, flowsPerPacket).map((packet, index) =>
      index === 30 ? { ...packet, units: { flows: 0, packets: 1, records: 0 }, counted: false } : packet,
    );
    expect(gapOf('records', packets).gap).toBe(0);
  });

  it('counts steady heavy loss although no packet ever fits', () => {
    const packets = run(0, 400, 1).filter((_, index) => index % 2 === 0);
    expect(gapOf('packets', packets).gap).toBeGreaterThan(100);
  });

  it('holds back what may still come', () => {
    const tracker = new SequenceTracker('packets');
    for (const sequence of [0, 1, 2, 5, 6]) tracker.observe(sequence, units, true, false, 0);
    expect(tracker.takeGap(500)).toBe(0);
    expect(tracker.takeGap(2_000)).toBe(2);
    expect(tracker.takeGap(3_000)).toBe(0);
  });
});
