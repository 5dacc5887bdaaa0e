/**
 * Turns what a leg carried into flow records whose bytes add up to it.
 *
 * A leg has a fixed number of slots, each holding one conversation at a time. At every tick the bytes and packets
 * that passed since the last one are divided among the slots by their weights; a slot reports when its
 * conversation ends or the active timeout passes. What a sampler would not have seen, and what rounding leaves, is
 * carried to the slot's next record, so nothing is lost: `exported × sampling + pending = passed`.
 */
import type { FlowLeg } from '#network/legs.ts';
import type { Meter } from '#network/meter.ts';
import type { DevicePlan } from '#network/plan.ts';
import type { Random } from '#network/random.ts';
import type { FlowRecord } from './flow-record.ts';
import { type Endpoint, pickService, remoteHost, type Service, subscriber } from './hosts.ts';

export interface ConversationOptions {
  readonly slots: number;
  readonly samplingRate: number;
  readonly activeTimeoutMs: number;
  /** Share of conversations over IPv6; 0 for exporters that cannot report it. */
  readonly ipv6Share: number;
  /** Larger records are reported early; version 5 counts in 32 bits. */
  readonly recordBytesMax: number;
  /** Routers whose subscribers are behind the leg. */
  readonly pools: readonly DevicePlan[];
}

interface Slot {
  service: Service;
  subscriber: Endpoint;
  remote: Endpoint;
  ipv6: boolean;
  weight: number;
  endMs: number;
  firstMs: number;
  readonly down: Pending;
  readonly up: Pending;
}

/** Passed but not yet reported. */
interface Pending {
  bytes: number;
  packets: number;
}

export class LegConversations {
  readonly #leg: FlowLeg;
  readonly #options: ConversationOptions;
  readonly #random: Random;
  readonly #slots: Slot[];
  readonly #accounted = { down: { bytes: 0, packets: 0 }, up: { bytes: 0, packets: 0 } };
  #lastTickMs: number;

  constructor(leg: FlowLeg, options: ConversationOptions, deps: { random: Random; nowMs: number }) {
    this.#leg = leg;
    this.#options = options;
    this.#random = deps.random;
    this.#lastTickMs = deps.nowMs;
    this.#slots = Array.from({ length: options.slots }, () => {
      const slot = this.#startConversation(
        { down: { bytes: 0, packets: 0 }, up: { bytes: 0, packets: 0 } },
        deps.nowMs,
      );
      // Conversations that have been going on for a while already, so that the first minute is like any other.
      slot.endMs = deps.nowMs + Math.round((slot.endMs - deps.nowMs) * this.#random.next());
      return slot;
    });
    this.#skipTo(deps.nowMs);
  }

  /** Bytes and packets that passed and that no record has told of yet. */
  pending(direction: 'down' | 'up'): Pending {
    const sum = { bytes: 0, packets: 0 };
    for (const slot of this.#slots) {
      sum.bytes += slot[direction].bytes;
      sum.packets += slot[direction].packets;
    }
    return sum;
  }

  /** Forgets what was not reported, as a router that loses power does. */
  reset(nowMs: number): void {
    this.#skipTo(nowMs);
    for (const slot of this.#slots) Object.assign(slot, this.#startConversation(emptyPending(), nowMs));
    this.#lastTickMs = nowMs;
  }

  /** Accounts for everything up to `nowMs` and returns the records that are due; all that are left when `flush`. */
  tick(nowMs: number, flush = false): FlowRecord[] {
    this.#distribute('down', nowMs);
    this.#distribute('up', nowMs);
    const records: FlowRecord[] = [];
    for (const slot of this.#slots) {
      const ended = slot.endMs <= nowMs;
      const large = Math.max(slot.down.bytes, slot.up.bytes) >= this.#options.recordBytesMax;
      if (!flush && !ended && !large && nowMs - slot.firstMs < this.#options.activeTimeoutMs) continue;
      this.#report(slot, ended ? Math.max(slot.endMs, slot.firstMs) : nowMs, records);
      if (ended) Object.assign(slot, this.#startConversation(slot, nowMs));
      else slot.firstMs = nowMs;
    }
    this.#lastTickMs = nowMs;
    return records;
  }

  #distribute(direction: 'down' | 'up', nowMs: number): void {
    const accounted = this.#accounted[direction];
    const total = whole(this.#leg[direction], nowMs);
    const bytes = total.bytes - accounted.bytes;
    const packets = total.packets - accounted.packets;
    if (bytes <= 0 && packets <= 0) return;
    this.#accounted[direction] = total;
    let weights = 0;
    let packetWeights = 0;
    for (const slot of this.#slots) {
      weights += slot.weight;
      packetWeights += slot.weight * slot.service.packetFactor;
    }
    // Fractions are kept: rounded down at every tick, a thin conversation would gather bytes and never a packet.
    for (const slot of this.#slots) {
      slot[direction].bytes += (bytes * slot.weight) / weights;
      slot[direction].packets += (packets * slot.weight * slot.service.packetFactor) / packetWeights;
    }
  }

  #report(slot: Slot, lastMs: number, records: FlowRecord[]): void {
    const { upIfIndex, downIfIndex } = this.#leg.plan;
    const common = { ipv6: slot.ipv6, protocol: slot.service.protocol, firstMs: slot.firstMs, lastMs };
    const down = this.#takeSampled(slot.down);
    if (down !== null) {
      // An ICMP answer has no ports; the request's type and code travel as its destination port.
      const source = slot.service.protocol === 1 ? { ...slot.remote, port: 0 } : slot.remote;
      const ends = { source, destination: slot.subscriber };
      const tcpFlags = slot.service.tcpFlags;
      records.push({ ...common, ...ends, tcpFlags, ...down, inputIfIndex: upIfIndex, outputIfIndex: downIfIndex });
    }
    const up = this.#takeSampled(slot.up);
    if (up !== null) {
      const ends = { source: slot.subscriber, destination: slot.remote };
      const tcpFlags = slot.service.tcpFlags;
      records.push({ ...common, ...ends, tcpFlags, ...up, inputIfIndex: downIfIndex, outputIfIndex: upIfIndex });
    }
  }

  /** What the sampler saw of it; the rest stays pending. Null when it saw no packet, or packets without bytes. */
  #takeSampled(pending: Pending): Pending | null {
    const rate = this.#options.samplingRate;
    const bytes = Math.min(Math.floor(pending.bytes / rate), this.#options.recordBytesMax);
    const packets = Math.floor(pending.packets / rate);
    if (packets < 1 || bytes < packets * smallestPacketBytes) return null;
    pending.bytes -= bytes * rate;
    pending.packets -= packets * rate;
    return { bytes, packets };
  }

  #startConversation(pending: { down: Pending; up: Pending }, nowMs: number): Slot {
    const random = this.#random;
    const service = pickService(random);
    const ipv6 = random.chance(this.#options.ipv6Share);
    const customer = subscriber(random.pick(this.#options.pools), ipv6, random);
    const startMs = Math.min(nowMs, Math.max(this.#lastTickMs, nowMs - random.integer(0, 900)));
    return {
      service,
      ipv6,
      subscriber: service.protocol === 1 ? { ...customer, port: 0 } : customer,
      remote: remoteHost(service, ipv6, random),
      weight: service.heaviness * random.exponential(1) + 0.001,
      endMs: nowMs + Math.round(Math.max(400, random.exponential(service.meanLifeS * 1_000))),
      firstMs: Math.round(startMs),
      down: pending.down,
      up: pending.up,
    };
  }

  #skipTo(nowMs: number): void {
    this.#accounted.down = whole(this.#leg.down, nowMs);
    this.#accounted.up = whole(this.#leg.up, nowMs);
  }
}

/** An IPv4 header and a UDP header. */
const smallestPacketBytes = 28;

const emptyPending = (): { down: Pending; up: Pending } => ({
  down: { bytes: 0, packets: 0 },
  up: { bytes: 0, packets: 0 },
});

function whole(meter: Meter, atMs: number): Pending {
  return { bytes: Math.floor(meter.bytesAt(atMs)), packets: Math.floor(meter.packetsAt(atMs)) };
}
