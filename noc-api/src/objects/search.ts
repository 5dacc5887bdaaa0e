/** Words that people search for, folded as the database folds what it searches in (`search_fold`). */

/** More words than this narrow nothing further. */
const wordsMax = 8;

export const searchWords = (q: string | undefined): string[] =>
  (q ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, wordsMax);

/** A pattern for LIKE that finds the word anywhere. */
export const patternOf = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
