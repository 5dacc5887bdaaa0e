/**
 * Line protocol read strictly, after InfluxDB's reference and written apart from our writer: for tests that judge it.
 * Accepts nothing that any of the servers might read differently.
 */
export type FieldValue = { readonly type: 'integer' | 'float' | 'string' | 'boolean'; readonly value: string };

export interface Point {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly timestamp: number;
}

const keyPattern = /^[a-z][a-z0-9_]*$/;
const int64Max = 2n ** 63n - 1n;

/** @throws Error that says what is wrong with the line. */
export function readLine(line: string): Point {
  const [head = ''] = split(line, ' ', { quotes: false }); // a quote in a tag is a character like any other
  const [fields, time, ...more] = split(line.slice(head.length + 1), ' ', { quotes: true });
  if (fields === undefined || time === undefined || more.length > 0) throw new Error(`not three parts: ${line}`);
  const [measurement = '', ...tags] = split(head, ',', { quotes: false });
  if (!keyPattern.test(measurement)) throw new Error(`measurement ${measurement}`);
  const names = tags.map((tag) => tag.split('=', 1)[0] ?? '');
  if (names.toSorted().join() !== names.join()) throw new Error(`tags out of order: ${names.join()}`);
  if (!/^[1-9]\d{12}$/.test(time)) throw new Error(`not a time in milliseconds: ${time}`);
  return {
    measurement,
    tags: pairs(tags, readTag),
    fields: pairs(split(fields, ',', { quotes: true }), readField),
    timestamp: Number(time),
  };
}

function pairs<T>(texts: readonly string[], read: (value: string) => T): Map<string, T> {
  const found = new Map<string, T>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const key = text.slice(0, at);
    if (at < 1 || !keyPattern.test(key) || found.has(key)) throw new Error(`not a pair of its own: ${text}`);
    found.set(key, read(text.slice(at + 1)));
  }
  return found;
}

function readTag(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) throw new Error(`tag value ${JSON.stringify(text)}`);
  if (!/^(?:[^\\,= ]|\\[,= ])+$/.test(text)) throw new Error(`tag value not escaped: ${text}`);
  return text.replaceAll(/\\([,= ])/g, '$1');
}

function readField(text: string): FieldValue {
  if (/^"[^"\\]*"$/.test(text)) return { type: 'string', value: text.slice(1, -1) };
  if (/^(?:t|f|true|false)$/.test(text)) return { type: 'boolean', value: text };
  const integer = /^(-?(?:0|[1-9]\d*))i$/.exec(text)?.[1];
  if (integer !== undefined && BigInt(integer) <= int64Max) return { type: 'integer', value: integer };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { type: 'float', value: text };
  throw new Error(`field value ${text}`);
}

/** Splits at separators that are neither escaped nor within quotes. */
function split(text: string, separator: string, { quotes }: { quotes: boolean }): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && !quoted) {
      part += character + (text[at + 1] ?? '');
      at += 1;
    } else if (character === separator && !quoted) {
      parts.push(part);
      part = '';
    } else {
      if (character === '"' && quotes) quoted = !quoted;
      part += character;
    }
  }
  if (quoted) throw new Error(`quotes left open: ${text}`);
  return [...parts, part];
}
