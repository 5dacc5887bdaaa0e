/** What announced work is, before it is stored: checked, ended, and where it stands at a time. Pure. */
import { lastEndMs, nextOccurrences, occurrences, plannedStarts } from '@fastisp/core/maintenance/occurrences';
import { checkRule } from '@fastisp/core/maintenance/rule';
import type {
  MaintenanceEffect,
  MaintenanceSchedule,
  MaintenanceScope,
  Occurrence,
} from '@fastisp/core/maintenance/window';
import { isTimeZone } from '@fastisp/core/time/zone';
import * as errors from './errors.ts';
import type { WindowBody, WindowPatch, WindowState } from './schemas.ts';

/** A rule may end this long after its start at most; what never ends says so. */
const seriesYearsMax = 10;
const yearMs = 366 * 86_400_000;
/** Ends of single occurrences that are kept; the oldest one goes first, long after it mattered. */
const cutsMax = 1_000;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everything that people say of a window. */
export interface Plan extends MaintenanceSchedule {
  readonly title: string;
  readonly reason: string;
  readonly scopes: readonly MaintenanceScope[];
  readonly effects: readonly MaintenanceEffect[];
}

export interface Standing {
  readonly state: WindowState;
  readonly current: Occurrence | null;
  readonly next: Occurrence | null;
}

/** @throws AppError when it cannot take place. */
export function planOf(body: WindowBody, context: { tenantId: number; timeZone: string; nowMs: number }): Plan {
  const plan: Plan = {
    title: body.title.trim(),
    reason: body.reason.trim(),
    scopes: scopesOf(body.scopes, context.tenantId),
    effects: body.effects,
    startMs: wholeMinuteMs(body.startsAt),
    durationMs: body.durationMinutes * 60_000,
    rule: normalRule(body.rule ?? null),
    timeZone: body.timeZone ?? context.timeZone,
    endedMs: null,
    cuts: [],
  };
  checkSchedule(plan, context.nowMs);
  return plan;
}

/** @throws AppError when it cannot take place. Words of what is over may still be changed. */
export function changedPlan(plan: Plan, patch: WindowPatch, context: { tenantId: number; nowMs: number }): Plan {
  const changed: Plan = {
    ...plan,
    ...(patch.title !== undefined && { title: patch.title.trim() }),
    ...(patch.reason !== undefined && { reason: patch.reason.trim() }),
    ...(patch.scopes !== undefined && { scopes: scopesOf(patch.scopes, context.tenantId) }),
    ...(patch.effects !== undefined && { effects: patch.effects }),
    ...(patch.startsAt !== undefined && { startMs: wholeMinuteMs(patch.startsAt) }),
    ...(patch.durationMinutes !== undefined && { durationMs: patch.durationMinutes * 60_000 }),
    ...(patch.rule !== undefined && { rule: normalRule(patch.rule) }),
    ...(patch.timeZone !== undefined && { timeZone: patch.timeZone }),
    ...(patch.endedAt !== undefined && { endedMs: null }),
  };
  const isMoved = Object.keys(patch).some((field) => field !== 'title' && field !== 'reason');
  // Moved to tomorrow it would still be over, and nobody would see why it silences nothing.
  if (isMoved && changed.endedMs !== null && changed.endedMs <= context.nowMs) throw errors.windowEnded();
  if (isMoved) checkSchedule(changed, context.nowMs);
  return changed;
}

function checkSchedule(plan: Plan, nowMs: number): void {
  if (!isTimeZone(plan.timeZone)) throw errors.timeZoneUnknown(plan.timeZone);
  if (plan.rule !== null) {
    const rule = checkRule(plan.rule);
    if ('problem' in rule) throw errors.ruleInvalid(rule);
    const untilMs = rule.until?.wallMs ?? plan.startMs;
    if (untilMs > plan.startMs + seriesYearsMax * yearMs) throw errors.seriesTooLong(seriesYearsMax);
    if (nextOccurrences({ ...plan, cuts: [], endedMs: null }, plan.startMs, 1).length === 0) throw errors.neverOpens();
  }
  const overMs = lastEndMs(plan);
  if (overMs !== null && overMs <= nowMs) throw errors.alreadyOver();
}

/**
 * @param occurrenceStartMs planned start of the one that ends now or, when it lies ahead, does not take place;
 *   null ends all of it.
 * @throws AppError when there is nothing to end.
 */
export function endedPlan(plan: Plan, occurrenceStartMs: number | null, nowMs: number): Plan {
  if (occurrenceStartMs === null) {
    if (standingOf(plan, nowMs).state === 'past') throw errors.windowOver();
    return { ...plan, endedMs: nowMs };
  }
  const [startMs] = plannedStarts(plan, { fromMs: occurrenceStartMs, toMs: occurrenceStartMs + 1 });
  if (startMs === undefined) throw errors.occurrenceUnknown();
  const [planned] = occurrences(plan, { fromMs: startMs, toMs: startMs + 1 }).filter(
    (each) => each.startMs === startMs,
  );
  if (planned === undefined || planned.endMs <= nowMs) throw errors.windowOver();
  const cut = { startMs, endMs: Math.max(nowMs, startMs) };
  return { ...plan, cuts: [...plan.cuts.filter((each) => each.startMs !== startMs), cut].slice(-cutsMax) };
}

export function standingOf(schedule: MaintenanceSchedule, nowMs: number): Standing {
  const coming = nextOccurrences(schedule, nowMs, 2);
  const current = coming.find(({ startMs }) => startMs <= nowMs) ?? null;
  const next = coming.find(({ startMs }) => startMs > nowMs) ?? null;
  if (current !== null) return { state: 'active', current, next };
  return { state: next === null ? 'past' : 'upcoming', current, next };
}

/** Written one way, each once. */
function scopesOf(scopes: WindowBody['scopes'], tenantId: number): MaintenanceScope[] {
  const unique = new Map<string, MaintenanceScope>();
  for (const [index, { type, id = '' }] of scopes.entries()) {
    const written = type === 'tenant' ? String(tenantId) : type === 'tag' ? id.trim() : id.toLowerCase();
    if (written === '') throw errors.scopeIncomplete(index, type);
    if (type !== 'tenant' && type !== 'tag' && !uuidPattern.test(written)) throw errors.scopeNotFound(index, type);
    unique.set(`${type} ${written}`, { type, id: written });
  }
  return [...unique.values()];
}

/** A rule repeats whole seconds at best, and people plan by the minute. */
const wholeMinuteMs = (iso: string): number => Math.floor(Date.parse(iso) / 60_000) * 60_000;

const normalRule = (rule: string | null): string | null =>
  rule === null
    ? null
    : rule
        .trim()
        .toUpperCase()
        .replace(/^RRULE:/, '');
