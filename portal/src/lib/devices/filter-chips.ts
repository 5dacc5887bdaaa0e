/** Which values of the rows in sight are offered to narrow a list by; pure. */

/** More are a wall of words; the search finds the rest. */
const chipsMax = 12;

/** The chosen one first, then the most common; equals in the order of their names. */
export function chipsOf(values: readonly string[], chosen: string): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  counts.delete(chosen);
  const common = [...counts].toSorted(([a, times], [b, others]) => others - times || a.localeCompare(b));
  return [...(chosen === '' ? [] : [chosen]), ...common.map(([value]) => value)].slice(0, chipsMax);
}
