/** Whether a thing is in maintenance. Pure: the same windows, thing and time give the same answer. */
import { occurrences } from './occurrences.ts';
import type { MaintenanceEffect, MaintenanceThing, MaintenanceWindow, Occurrence } from './window.ts';

/** Effects in force, each with the ids of the windows that bring it; empty: not in maintenance. */
export type EffectsInForce = ReadonlyMap<MaintenanceEffect, readonly string[]>;

/** For some windows. Whoever asks often for many windows asks `indexWindows` instead. */
export function maintenanceAt(
  windows: readonly MaintenanceWindow[],
  thing: MaintenanceThing,
  atMs: number,
): EffectsInForce {
  const keys = new Set(keysOf(thing));
  const covering = windows.filter(
    ({ tenantId, scopes }) => tenantId === thing.tenantId && scopes.some((scope) => keys.has(keyOf(tenantId, scope))),
  );
  return effectsOf(covering, atMs);
}

export interface WindowIndex {
  at(thing: MaintenanceThing, atMs: number): EffectsInForce;
}

/** The same answers as `maintenanceAt`; a question looks only at windows that name the thing. */
export function indexWindows(windows: Iterable<MaintenanceWindow>): WindowIndex {
  const byScope = new Map<string, MaintenanceWindow[]>();
  for (const window of windows) {
    for (const scope of window.scopes) {
      const key = keyOf(window.tenantId, scope);
      const others = byScope.get(key);
      if (others === undefined) byScope.set(key, [window]);
      else others.push(window);
    }
  }
  return {
    at(thing, atMs) {
      const covering = new Set<MaintenanceWindow>();
      for (const key of keysOf(thing)) for (const window of byScope.get(key) ?? []) covering.add(window);
      return effectsOf(covering, atMs);
    },
  };
}

/** A window is open? */
export function isOpen(window: MaintenanceWindow, atMs: number): boolean {
  if (atMs < window.startMs) return false; // without a look at the rule
  return nearby(window, atMs).some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
}

function effectsOf(windows: Iterable<MaintenanceWindow>, atMs: number): EffectsInForce {
  const inForce = new Map<MaintenanceEffect, string[]>();
  for (const window of windows) {
    if (!isOpen(window, atMs)) continue;
    for (const effect of window.effects) {
      const ids = inForce.get(effect);
      if (ids === undefined) inForce.set(effect, [window.id]);
      else ids.push(window.id);
    }
  }
  for (const ids of inForce.values()) ids.sort();
  return inForce;
}

const keyOf = (tenantId: number, scope: { readonly type: string; readonly id: string }): string =>
  `${tenantId} ${scope.type} ${scope.id}`;

function keysOf(thing: MaintenanceThing): string[] {
  const scopes: { type: string; id: string }[] = [{ type: 'tenant', id: String(thing.tenantId) }];
  const add = (type: string, id: string | null | undefined) => {
    if (id !== null && id !== undefined) scopes.push({ type, id });
  };
  for (const id of thing.zoneIds ?? []) add('zone', id);
  add('site', thing.siteId);
  add('device', thing.deviceId);
  add('interface', thing.interfaceId);
  add('service', thing.serviceId);
  for (const tag of thing.tags ?? []) add('tag', tag);
  return scopes.map((scope) => keyOf(thing.tenantId, scope));
}

/**
 * Times of questions move slowly, so the occurrences of a month are worked out once. A month begins at the start of
 * its window: with one calendar for all, ten thousand windows would be worked out anew at the same moment.
 */
const chunkMs = 32 * 86_400_000;
const chunks = new WeakMap<MaintenanceWindow, { readonly number: number; readonly occurrences: Occurrence[] }>();

function nearby(window: MaintenanceWindow, atMs: number): readonly Occurrence[] {
  const number = Math.floor((atMs - window.startMs) / chunkMs);
  const known = chunks.get(window);
  if (known?.number === number) return known.occurrences;
  const fromMs = window.startMs + number * chunkMs;
  const made = { number, occurrences: occurrences(window, { fromMs, toMs: fromMs + chunkMs }) };
  chunks.set(window, made);
  return made.occurrences;
}
