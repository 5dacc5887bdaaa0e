/**
 * One active process among many: whoever owns the one partition of the topic `leadership` in the group
 * `leadership.<name>` leads (rules in leadership/decide.ts). On the in-process bus the only process leads at once;
 * on Kafka another one takes over within about ten seconds when the leader dies, at once when it stops.
 *
 *     const leadership = createLeadership({ name: 'stream.state', bus, log, onElected: load, onDeposed: letGo });
 *
 * It cannot keep a leader from finishing what it has begun when it loses: who writes to a store fences the writes
 * there too (stream/src/state/pg-device-state-store.ts).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { topics } from '../contracts/topics.ts';
import { messageCodec } from '../contracts/message-codec.ts';
import { newId } from '../ids.ts';
import type { Component } from '../lifecycle/component.ts';
import type { Log } from '../log/log.ts';
import { sampledWarnings } from '../log/sampled.ts';
import {
  beatEveryMs,
  decideLeadership,
  electedClaim,
  leadershipBeat,
  type LeadershipBeat,
  type LeadershipEvent,
  mayAct,
  type Moment,
  nobody,
} from './leadership/decide.ts';
import type { Bus, BusBatch, Subscription } from './port.ts';

export interface LeadershipOptions {
  /** What is led, e.g. `stream.state`. */
  readonly name: string;
  readonly bus: Bus;
  readonly log: Log;
  /** Takes the work up. When it rejects, `onDeposed` is called and it is tried again while we lead. */
  readonly onElected: () => Promise<void>;
  /** Lets the work go; also when `onElected` failed halfway. Never called while `onElected` runs. */
  readonly onDeposed: () => Promise<void>;
}

export interface Leadership extends Component {
  /**
   * Resolves when the first election is over: we took the work up, or somebody else leads.
   * Topic `leadership` must exist (`ensureTopics`).
   */
  start(): Promise<void>;
  /** Lets the work go, then leaves the group, so that the next leader finds everything done. */
  stop(): Promise<void>;
  /**
   * Whether we may act at this moment: elected, and heard of ourselves within the lease. False for a while when the
   * bus does not answer, without being deposed: hold still, and go on when it is true again.
   */
  leads(): boolean;
  /** Gives the leadership back, because a fence says that somebody else has it. We may be elected again. */
  renounce(): void;
}

const electRetryMs = 1_000;
const codec = messageCodec(leadershipBeat);
const momentNow = (): Moment => ({ monotonicMs: performance.now(), wallMs: Date.now() });

export function createLeadership(options: LeadershipOptions): Leadership {
  const { name, bus, log, onElected, onDeposed } = options;
  const warn = sampledWarnings(log);
  let state = nobody;
  let subscription: Subscription | null = null;
  let joining: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  /** A beat is on its way: the next one waits, so that they do not pile up while the bus is away. */
  let sending = false;
  /** The claim for which the work was taken up. */
  let workingFor: string | null = null;
  let settling: Promise<void> | null = null;
  let settledOnce: () => void = () => {};
  const firstElection = new Promise<void>((resolve) => (settledOnce = resolve));

  const apply = (event: LeadershipEvent): void => {
    const decision = decideLeadership(state, event, momentNow());
    state = decision.state;
    if (decision.send !== null) void send(decision.send);
    if (decision.rejoin) rejoin();
    startSettling();
  };

  function startSettling(): void {
    if (settling !== null || workingFor === wanted()) {
      if (settling === null) noteFirstElection();
      return;
    }
    settling = settle().finally(() => {
      settling = null;
      startSettling(); // what changed in the meantime
    });
  }

  async function send(beat: LeadershipBeat): Promise<void> {
    sending = true;
    try {
      await bus.publish(topics.leadership.name, [{ key: name, value: codec.encode(beat) }]);
    } catch (err) {
      if (!stopping) log.warn({ err, leadership: name }, 'beat of the leader not sent');
    } finally {
      sending = false;
    }
  }

  const wanted = (): string | null => (stopping ? null : electedClaim(state));

  /** Brings what we do in line with what we are, one step at a time. */
  async function settle(): Promise<void> {
    while (workingFor !== wanted()) {
      const claim = wanted();
      if (workingFor !== null) {
        workingFor = null;
        log.warn({ leadership: name, stopping }, 'leadership given up');
        await letGo();
      } else if (claim !== null) await takeUp(claim);
    }
  }

  function noteFirstElection(): void {
    if (workingFor !== null || !state.owner || stopping) settledOnce();
  }

  async function takeUp(claim: string): Promise<void> {
    try {
      await onElected();
      workingFor = claim;
      log.info({ leadership: name, epoch: String(state.claim?.epoch ?? '') }, 'elected');
    } catch (err) {
      warn({ err, leadership: name }, 'elected, but the work could not be taken up: will be repeated');
      await letGo();
      await delay(electRetryMs);
    }
  }

  async function letGo(): Promise<void> {
    try {
      await onDeposed();
    } catch (err) {
      log.error({ err, leadership: name }, 'the work was let go with an error');
    }
  }

  function onBeats(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.key !== name || record.value === null) continue; // somebody else's, of another name
      apply({ type: 'beat_read', beat: codec.decode(record), offset: record.offset });
    }
    return Promise.resolve();
  }

  function join(): Subscription {
    const joined: Subscription = bus.subscribe({
      topics: [topics.leadership.name],
      groupId: `leadership.${name}`,
      handler: (batch) => (subscription === joined ? onBeats(batch) : Promise.resolve()),
      onAssigned: () => {
        apply({ type: 'assigned' });
        beat();
      },
      onRevoked: () => apply({ type: 'revoked' }),
    });
    return joined;
  }

  /** Not awaited where it is asked for: that may be a handler of the subscription that closes. */
  function rejoin(): void {
    if (joining !== null || stopping) return;
    log.warn({ leadership: name }, 'membership out of date, joining anew');
    const old = subscription;
    subscription = null;
    joining = (async () => {
      await old?.close();
      if (!stopping) subscription = join();
    })().finally(() => {
      joining = null;
    });
  }

  const beat = (): void => {
    if (!sending) apply({ type: 'beat_due', newClaimId: newId() });
  };

  return {
    name: `leadership of ${name}`,
    leads: () => mayAct(state, momentNow()),
    renounce: () => apply({ type: 'renounced' }),
    start: async () => {
      const joined = (subscription = join());
      timer = setInterval(beat, beatEveryMs);
      await joined.ready;
      if (state.owner) await firstElection;
    },
    stop: async () => {
      stopping = true;
      startSettling();
      while (settling !== null) await settling;
      clearInterval(timer);
      if (joining !== null) await joining;
      await subscription?.close();
      state = nobody;
    },
  };
}
