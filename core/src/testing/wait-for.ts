/**
 * Waits until a condition holds: what tests do instead of sleeping.
 * @returns the first value that is neither false, null nor undefined.
 * @throws Error with `what` when `timeLimitMs` has passed.
 */
export async function waitFor<T>(
  what: string,
  condition: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  options: { timeLimitMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadlineMs = Date.now() + (options.timeLimitMs ?? 10_000);
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) return value;
    if (Date.now() > deadlineMs) throw new Error(`did not happen within ${options.timeLimitMs ?? 10_000} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 20));
  }
}
