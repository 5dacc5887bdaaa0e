/** Whether a text has all the words that somebody typed, in any order; case and accents do not matter. Pure. */
export function matchesWords(typed: string, text: string): boolean {
  const plain = toPlain(text);
  return toPlain(typed)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

const toPlain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
