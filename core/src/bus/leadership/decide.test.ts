import { describe, expect, it } from 'vitest';
import {
  decideLeadership,
  electedClaim,
  leaseMs,
  type LeadershipBeat,
  type LeadershipEvent,
  type LeadershipState,
  mayAct,
  type Moment,
  nobody,
  unheardBeatsMax,
} from './decide.ts';

const at = (monotonicMs: number, wallMs = monotonicMs): Moment => ({ monotonicMs, wallMs: 1_800_000_000_000 + wallMs });

/** The log that all members share, and each member's place in it. */
class Log {
  readonly beats: LeadershipBeat[] = [];
}

class Member {
  state: LeadershipState = nobody;
  readonly id: string;
  readonly log: Log;
  claims = 0;
  next = 0;
  rejoins = 0;

  constructor(id: string, log: Log) {
    this.id = id;
    this.log = log;
  }
  apply(event: LeadershipEvent, now: Moment): this {
    const { state, send, rejoin } = decideLeadership(this.state, event, now);
    this.state = state;
    if (rejoin) this.rejoins += 1;
    if (send !== null) this.log.beats.push(send);
    return this;
  }
  beat(now: Moment): this {
    return this.apply({ type: 'beat_due', newClaimId: `${this.id}-${this.claims++}` }, now);
  }
  read(now: Moment): this {
    for (; this.next < this.log.beats.length; this.next += 1) {
      const beat = this.log.beats[this.next];
      if (beat !== undefined) this.apply({ type: 'beat_read', beat, offset: BigInt(this.next) }, now);
    }
    return this;
  }
  /** Gets the partition, and reads from the end of the log as it is now. */
  own(now: Moment): this {
    this.next = this.log.beats.length;
    return this.apply({ type: 'assigned' }, now).beat(now);
  }
}

describe('a member that owns the partition', () => {
  it('is elected when it has read its own claim back, not before', () => {
    const member = new Member('a', new Log()).own(at(0));
    expect(electedClaim(member.state)).toBeNull();
    expect(mayAct(member.state, at(0))).toBe(false);
    member.read(at(10));
    expect(electedClaim(member.state)).toBe('a-0');
    expect(mayAct(member.state, at(10))).toBe(true);
  });

  it('may act for the lease after the moment at which the beat was sent that it heard last', () => {
    const member = new Member('a', new Log()).own(at(0)).read(at(4_000));
    expect(mayAct(member.state, at(leaseMs - 1))).toBe(true);
    expect(mayAct(member.state, at(leaseMs))).toBe(false);
    member.beat(at(6_000));
    expect(mayAct(member.state, at(6_000))).toBe(false);
    member.read(at(6_100));
    expect(mayAct(member.state, at(6_000 + leaseMs - 1))).toBe(true);
    expect(electedClaim(member.state)).toBe('a-0');
  });

  it('has lost its lease after a suspension that only one of the clocks saw', () => {
    const member = new Member('a', new Log()).own(at(0)).read(at(1));
    expect(mayAct(member.state, at(10, 60_000))).toBe(false);
    expect(mayAct(member.state, at(60_000, 10))).toBe(false);
    expect(mayAct(member.state, at(10, -60_000))).toBe(true);
  });

  it('is nobody when the partition is taken away', () => {
    const member = new Member('a', new Log()).own(at(0)).read(at(1)).apply({ type: 'revoked' }, at(2));
    expect(electedClaim(member.state)).toBeNull();
    expect(member.beat(at(3)).log.beats).toHaveLength(1);
  });
});

describe('a leader that slept through its succession', () => {
  it('does not act when it wakes up, reads the newer claim first, and its own late beats overtake nobody', () => {
    const log = new Log();
    const a = new Member('a', log).own(at(0)).read(at(1));
    const b = new Member('b', log).own(at(20_000)).read(at(20_001));
    expect(mayAct(b.state, at(20_001))).toBe(true);
    // It wakes up and its timer fires before anything was read.
    a.beat(at(30_000));
    expect(mayAct(a.state, at(30_000))).toBe(false);
    a.read(at(30_001));
    expect(electedClaim(a.state)).toBeNull();
    expect(mayAct(a.state, at(30_001))).toBe(false);
    b.beat(at(30_002)).read(at(30_003));
    expect(electedClaim(b.state)).toBe('b-0');
    expect(mayAct(b.state, at(30_003))).toBe(true);
  });

  it('leaves the group and joins anew, and claims nothing before the group gives it the partition again', () => {
    const log = new Log();
    const a = new Member('a', log).own(at(0)).read(at(1));
    const b = new Member('b', log).own(at(20_000)).read(at(20_001));
    a.read(at(30_000));
    expect(a.rejoins).toBe(1);
    const sent = log.beats.length;
    a.beat(at(31_000));
    expect(log.beats).toHaveLength(sent);
    a.own(at(40_000)).read(at(40_001));
    expect(mayAct(a.state, at(40_001))).toBe(true);
    b.read(at(40_002));
    expect(electedClaim(b.state)).toBeNull();
  });
});

describe('an owner that does not hear its own beats', () => {
  it.each(['elected', 'not elected yet'])('joins anew when it was %s', (when) => {
    const member = new Member('a', new Log()).own(at(0));
    if (when === 'elected') member.read(at(1));
    let beats = 0;
    for (; member.rejoins === 0 && beats < 100; beats += 1) member.beat(at(1_000 * (beats + 1)));
    expect(beats).toBe(when === 'elected' ? unheardBeatsMax + 1 : unheardBeatsMax);
    expect(electedClaim(member.state)).toBeNull();
  });

  it('stays when it hears them late', () => {
    const member = new Member('a', new Log()).own(at(0));
    for (let second = 1; second < 60; second += 1) {
      member.beat(at(1_000 * second));
      if (second % (unheardBeatsMax - 1) === 0) member.read(at(1_000 * second + 1));
    }
    expect(member.rejoins).toBe(0);
  });
});

it('one that gives its leadership back joins anew', () => {
  const member = new Member('a', new Log()).own(at(0)).read(at(1)).apply({ type: 'renounced' }, at(2));
  expect([member.rejoins, electedClaim(member.state)]).toEqual([1, null]);
});

it('a predecessor’s late beats do not stop a claim that is still on its way', () => {
  const log = new Log();
  const a = new Member('a', log).own(at(0)).read(at(1));
  const b = new Member('b', log);
  b.next = log.beats.length;
  a.beat(at(1_000));
  b.apply({ type: 'assigned' }, at(1_001)).beat(at(1_002)).read(at(1_003));
  a.beat(at(2_000));
  b.read(at(2_001));
  expect(electedClaim(b.state)).toBe('b-0');
});
