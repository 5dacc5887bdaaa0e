/** Sentences for what can be wrong with announced work. */
import { fmt } from '../i18n.ts';
import { m } from '#lib/paraglide/messages.js';

type Params = Readonly<Record<string, unknown>> | undefined;

export const maintenanceProblemTexts: Readonly<Record<string, (params: Params) => string>> = {
  MAINTENANCE_NOT_FOUND: () => m.problem_window_not_found(),
  MAINTENANCE_NOT_RESTORABLE: () => m.problem_window_not_restorable(),
  MAINTENANCE_CHANGED: () => m.problem_window_changed(),
  MAINTENANCE_LIMIT_REACHED: (params) => m.problem_window_limit({ max: fmt.integer(Number(params?.['max'] ?? 0)) }),
  MAINTENANCE_RULE_INVALID: (params) => m.problem_rule_invalid({ part: String(params?.['part'] ?? '') }),
  MAINTENANCE_SERIES_TOO_LONG: (params) => m.problem_series_long({ years: String(params?.['yearsMax'] ?? '') }),
  MAINTENANCE_NEVER_OPENS: () => m.problem_never_opens(),
  MAINTENANCE_OVER: () => m.problem_window_over(),
  MAINTENANCE_ENDED: () => m.problem_window_ended(),
  MAINTENANCE_SCOPE_NOT_FOUND: () => m.problem_scope_not_found(),
  MAINTENANCE_SCOPE_INCOMPLETE: () => m.problem_scope_incomplete(),
  MAINTENANCE_SCOPE_BEYOND: () => m.problem_scope_beyond(),
  MAINTENANCE_OCCURRENCE_UNKNOWN: () => m.problem_occurrence_unknown(),
  RANGE_TOO_WIDE: (params) => m.problem_range_wide({ days: String(params?.['daysMax'] ?? '') }),
};
