import { type BasisCache, Meter, type Volume } from './meter.ts';
import type { DevicePlan, LegPlan } from './plan.ts';
import { type RateVector, scaleRate } from './waves.ts';

/** A leg in time: what flows through it in each direction. */
export interface FlowLeg {
  readonly plan: LegPlan;
  readonly down: Meter;
  readonly up: Meter;
  /**
   * Gives the leg its rates from now on.
   * @param passedUp what each router below sends and receives through its uplink.
   * @param liveShare the part of a router's upstreams that is up: the others carry what the dead ones did.
   * @returns the rates in bytes per second, null when nothing flows.
   */
  settle(
    active: boolean,
    passedUp: PassedUp,
    liveShare: number,
    nowMs: number,
  ): { down: RateVector; up: RateVector } | null;
}

export type PassedUp = ReadonlyMap<number, { down: RateVector; up: RateVector }>;

export function createFlowLegs(plan: DevicePlan, basis: BasisCache): FlowLeg[] {
  return plan.legs.map((leg) => createFlowLeg(leg, basis));
}

function createFlowLeg(plan: LegPlan, basis: BasisCache): FlowLeg {
  const down = new Meter(basis, basis.originMs);
  const up = new Meter(basis, basis.originMs);
  return {
    plan,
    down,
    up,
    settle: (active, passedUp, liveShare, nowMs) => {
      const rates = active ? legRates(plan, passedUp, liveShare) : null;
      if (rates === null) {
        down.setRate(nowMs, null, null);
        up.setRate(nowMs, null, null);
        return null;
      }
      down.setRate(nowMs, rates.down, scaleRate(rates.down, 1 / plan.packetBytesDown));
      up.setRate(nowMs, rates.up, scaleRate(rates.up, 1 / plan.packetBytesUp));
      return rates;
    },
  };
}

function legRates(plan: LegPlan, passedUp: PassedUp, liveShare: number): { down: RateVector; up: RateVector } | null {
  if (plan.source.kind === 'subscribers') return plan.source;
  const child = passedUp.get(plan.source.childIndex);
  if (child === undefined) return null;
  const share = plan.source.share / liveShare;
  return { down: scaleRate(child.down, share), up: scaleRate(child.up, share) };
}

/** What legs carried in [fromMs, toMs), as seen from one of their interfaces. */
export function flowVolume(
  legs: readonly FlowLeg[],
  ifIndex: number,
  fromMs: number,
  toMs: number,
): { received: Volume; sent: Volume } {
  const received = { bytes: 0, packets: 0 };
  const sent = { bytes: 0, packets: 0 };
  const add = (sum: { bytes: number; packets: number }, meter: Meter): void => {
    sum.bytes += meter.bytesAt(toMs) - meter.bytesAt(fromMs);
    sum.packets += meter.packetsAt(toMs) - meter.packetsAt(fromMs);
  };
  for (const leg of legs) {
    if (leg.plan.upIfIndex === ifIndex) {
      add(received, leg.down);
      add(sent, leg.up);
    }
    if (leg.plan.downIfIndex === ifIndex) {
      add(received, leg.up);
      add(sent, leg.down);
    }
  }
  return { received, sent };
}
