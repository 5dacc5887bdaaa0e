/**
 * Who leads, decided from one member's view of the topic `leadership`.
 *
 * The group gives partition 0 to one member, but a member that was stopped or cut off hears late that it lost it.
 * So ownership alone is not enough: the owner writes a claim into the partition and repeats it as a beat. The log
 * has one order for everybody, hence
 *
 * - the offset of a claim's first record is its epoch, and a claim is overtaken by any of a greater epoch;
 * - the lease runs from the moment at which the newest beat was *sent* that was read back. Whoever wakes up after
 *   its successor's claim finds its lease run out, and reads that claim before any beat that would renew it;
 * - who is overtaken, or does not hear its own beats, has a membership that is not what it seems: it leaves the group
 *   and joins anew.
 */
import { type Static, Type } from 'typebox';

/** How often the leader repeats its claim. */
export const beatEveryMs = 1_000;
/**
 * How long a leader may act on the last beat that it read back. Below the time in which the group gives the
 * partition of a silent member away (8 s on Kafka), so that it falls silent before its successor begins.
 */
export const leaseMs = 5_000;
/** Beats that the bus took and that were not read back: one more, and the subscription counts as dead. */
export const unheardBeatsMax = 5;

export const leadershipBeat = Type.Object({
  claim: Type.String({ format: 'uuid' }),
  /** Counts the claim's beats. */
  beat: Type.Integer({ minimum: 0 }),
  /** Offset of the claim's first record; null while the writer has not read that back. */
  epoch: Type.Union([Type.String({ pattern: '^[0-9]{1,20}$' }), Type.Null()]),
});
export type LeadershipBeat = Static<typeof leadershipBeat>;

/**
 * A moment on both clocks of this machine. The monotonic one stands still while a machine is suspended, the other
 * may be set: the longer of the two counts.
 */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export const elapsedMs = (since: Moment, now: Moment): number =>
  Math.max(now.monotonicMs - since.monotonicMs, now.wallMs - since.wallMs);

export interface Claim {
  readonly id: string;
  /** Null until its first record was read back: not elected yet. */
  readonly epoch: bigint | null;
  /** When each beat was sent that was not read back yet, by its number. */
  readonly sent: ReadonlyMap<number, Moment>;
  readonly nextBeat: number;
  /** When the newest beat was sent that was read back. */
  readonly heard: Moment | null;
}

export interface LeadershipState {
  /** Whether the group says that the partition is ours. */
  readonly owner: boolean;
  readonly claim: Claim | null;
}

export const nobody: LeadershipState = { owner: false, claim: null };

export type LeadershipEvent =
  | { readonly type: 'assigned' | 'revoked' | 'renounced' }
  /** It is time for a beat, and the bus has taken the one before. */
  | { readonly type: 'beat_due'; readonly newClaimId: string }
  | { readonly type: 'beat_read'; readonly beat: LeadershipBeat; readonly offset: bigint };

export interface LeadershipDecision {
  readonly state: LeadershipState;
  /** To be written into the log now. */
  readonly send: LeadershipBeat | null;
  /** Leave the group and join it again. */
  readonly rejoin: boolean;
}

const become = (state: LeadershipState): LeadershipDecision => ({ state, send: null, rejoin: false });
const startOver: LeadershipDecision = { state: nobody, send: null, rejoin: true };

export function decideLeadership(state: LeadershipState, event: LeadershipEvent, now: Moment): LeadershipDecision {
  switch (event.type) {
    case 'assigned':
      return become({ ...state, owner: true });
    case 'revoked':
      return become(nobody);
    case 'renounced':
      return startOver;
    case 'beat_due':
      return sendBeat(state, event.newClaimId, now);
    case 'beat_read':
      return readBeat(state, event.beat, event.offset);
    default:
      return event satisfies never;
  }
}

function sendBeat(state: LeadershipState, newClaimId: string, now: Moment): LeadershipDecision {
  if (!state.owner) return become(state);
  const claim = state.claim ?? { id: newClaimId, epoch: null, sent: new Map(), nextBeat: 0, heard: null };
  if (claim.sent.size >= unheardBeatsMax) return startOver;
  const beat = claim.nextBeat;
  return {
    state: { ...state, claim: { ...claim, sent: new Map(claim.sent).set(beat, now), nextBeat: beat + 1 } },
    send: { claim: claim.id, beat, epoch: claim.epoch === null ? null : String(claim.epoch) },
    rejoin: false,
  };
}

function readBeat(state: LeadershipState, beat: LeadershipBeat, offset: bigint): LeadershipDecision {
  const { claim } = state;
  if (claim === null) return become(state);
  if (beat.claim === claim.id) {
    const heard = claim.sent.get(beat.beat) ?? claim.heard;
    const sent = new Map([...claim.sent].filter(([number]) => number > beat.beat));
    return become({ ...state, claim: { ...claim, epoch: claim.epoch ?? offset, sent, heard } });
  }
  const epoch = beat.epoch === null ? offset : BigInt(beat.epoch);
  // A claim whose own first record is still to come will be the newer one.
  if (claim.epoch === null || epoch < claim.epoch) return become(state);
  return startOver;
}

/** The claim that is elected, or null. */
export const electedClaim = ({ claim }: LeadershipState): string | null =>
  claim === null || claim.epoch === null ? null : claim.id;

/** Whether the member may act right now. */
export function mayAct({ claim }: LeadershipState, now: Moment): boolean {
  return claim !== null && claim.epoch !== null && claim.heard !== null && elapsedMs(claim.heard, now) < leaseMs;
}
