/** A list in one cell: `fibra, vip`. A comma, semicolon or backslash inside a word has a backslash before it. Pure. */

export const joinTags = (tags: readonly string[]): string =>
  tags.map((tag) => tag.replaceAll(/[\\,;]/g, String.raw`\$&`)).join(', ');

export function splitTags(text: string): string[] {
  const words = text.match(/(?:\\[\s\S]|[^\\,;]|\\$)+/g) ?? [];
  const tags = words.map((word) => word.replaceAll(/\\([\s\S])/g, '$1').trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
