/** Announced work on the network: what it covers, when, and what is done differently meanwhile. */

/** `tenant` covers all of it; the others one thing and what is part of it, as `MaintenanceThing` says. */
export const maintenanceScopeTypes = ['tenant', 'zone', 'site', 'device', 'interface', 'service', 'tag'] as const;
export type MaintenanceScopeType = (typeof maintenanceScopeTypes)[number];

export const maintenanceEffects = ['silence_notifications', 'suppress_alarms', 'exclude_from_sla'] as const;
export type MaintenanceEffect = (typeof maintenanceEffects)[number];

export interface MaintenanceScope {
  readonly type: MaintenanceScopeType;
  /** Id of the thing; the tag itself; the tenant's number in digits. */
  readonly id: string;
}

/** Half-open: at its end it is over. */
export interface Occurrence {
  readonly startMs: number;
  readonly endMs: number;
}

/** When a window is open. */
export interface MaintenanceSchedule {
  /** Whole seconds: a rule knows nothing smaller. */
  readonly startMs: number;
  /** Elapsed time, as RFC 5545 has it: a night in which clocks change is not longer or shorter. */
  readonly durationMs: number;
  /** An RRULE that `checkRule` took, repeated on the wall clock of `timeZone`; null: once, at `startMs`. */
  readonly rule: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** From here on nothing is in maintenance; null: as planned. */
  readonly endedMs: number | null;
  /** Occurrences, by their planned start, that ended earlier than planned; at their start: they were skipped. */
  readonly cuts: readonly Occurrence[];
}

export interface MaintenanceWindow extends MaintenanceSchedule {
  readonly id: string;
  readonly tenantId: number;
  /** Any of them. */
  readonly scopes: readonly MaintenanceScope[];
  readonly effects: readonly MaintenanceEffect[];
}

/** What a question is about: the thing and everything it is part of. An interface brings its device and its site. */
export interface MaintenanceThing {
  readonly tenantId: number;
  /** The zone of the site, and those above it. */
  readonly zoneIds?: readonly string[];
  readonly siteId?: string | null;
  readonly deviceId?: string | null;
  readonly interfaceId?: string | null;
  readonly serviceId?: string | null;
  readonly tags?: readonly string[];
}
