/** Compares the message files of two languages; pure. */

export type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];
export type Catalogue = Readonly<Record<string, Message>>;

interface NamedCatalogue {
  readonly locale: string;
  readonly messages: Catalogue;
}

/** One sentence for each key that a language lacks or that takes other parameters in it. */
export function compareCatalogues(base: NamedCatalogue, other: NamedCatalogue): string[] {
  const problems: string[] = [];
  for (const key of keysOf(base)) {
    const theirs = other.messages[key];
    if (theirs === undefined) {
      problems.push(`${key}: missing in ${other.locale}.json`);
      continue;
    }
    const ours = base.messages[key] ?? '';
    if (parametersOf(ours) !== parametersOf(theirs)) {
      problems.push(
        `${key}: takes (${parametersOf(ours)}) in ${base.locale}.json, but (${parametersOf(theirs)}) in ${other.locale}.json`,
      );
    }
  }
  for (const key of keysOf(other)) {
    if (!(key in base.messages)) problems.push(`${key}: missing in ${base.locale}.json`);
  }
  return problems;
}

/** Keys that no source calls as `m.key`. */
export function findUnusedKeys(catalogue: Catalogue, sources: string): string[] {
  const used = new Set(Array.from(sources.matchAll(/\bm\.([a-z0-9_]+)/g), (match) => match[1]));
  return Object.keys(catalogue).filter((key) => key !== '$schema' && !used.has(key));
}

/** Keys that more than one file of a language has: the last would win in silence. */
export function findRepeatedKeys(catalogues: readonly Catalogue[]): string[] {
  const keys = catalogues.flatMap((messages) => keysOf({ messages }));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

const keysOf = ({ messages }: Pick<NamedCatalogue, 'messages'>): string[] =>
  Object.keys(messages).filter((key) => key !== '$schema');

/** The names in braces, sorted and without repeats; of a message with variants, those of all variants. */
function parametersOf(message: Message): string {
  const text = typeof message === 'string' ? message : message.flatMap((v) => Object.values(v.match)).join(' ');
  const names = Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
  return [...new Set(names)].sort().join(', ');
}
