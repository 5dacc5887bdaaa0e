/** Key sequences such as `g d`: pure matching. */

/** A sequence is given up when its next key does not come within this time. */
export const sequenceMs = 1_200;

export interface KeyStep {
  /** The binding that the keys complete, if any. */
  readonly matched: string | null;
  /** Keys that may still become a sequence. */
  readonly pending: string;
}

/**
 * @param pending keys pressed so far, separated by spaces
 * @param key as `KeyboardEvent.key`
 * @param bindings every sequence there is, e.g. `j`, `g d`, `?`
 */
export function pressKey(pending: string, key: string, bindings: readonly string[]): KeyStep {
  for (const sequence of pending === '' ? [key] : [`${pending} ${key}`, key]) {
    if (bindings.includes(sequence)) return { matched: sequence, pending: '' };
    if (bindings.some((binding) => binding.startsWith(`${sequence} `))) return { matched: null, pending: sequence };
  }
  return { matched: null, pending: '' };
}
