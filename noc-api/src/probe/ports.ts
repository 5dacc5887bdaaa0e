import type { Principal } from '#identity/principal.ts';
import type { Static } from 'typebox';
import type { probeBody, probeResult } from './schemas.ts';

export type ProbeBody = Static<typeof probeBody>;
export type ProbeResult = Static<typeof probeResult>;

/** Asks a device over SNMP, once and now. */
export interface Probe {
  test(principal: Principal, body: ProbeBody): Promise<ProbeResult>;
}
