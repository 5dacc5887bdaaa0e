/** Filters, ranges and selections live in the URL, so that they survive a reload and can be shared. */

/** The path with some parameters changed; null and the empty text remove one. */
export function withParams(url: URL, changes: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return query === '' ? url.pathname : `${url.pathname}?${query}`;
}

/** A parameter that must be one of some words. */
export function choiceParam<const C extends string>(
  url: URL,
  name: string,
  choices: readonly C[],
  fallback: NoInfer<C>,
): C {
  const value = url.searchParams.get(name);
  return choices.find((choice) => choice === value) ?? fallback;
}

/** A parameter that must be a number within bounds; null when it is not. */
export function numberParam(url: URL, name: string, bounds: { min: number; max: number }): number | null {
  const text = url.searchParams.get(name);
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return value >= bounds.min && value <= bounds.max ? value : null;
}
