/** Before and after of an audit entry as rows that people can read; pure. */

export interface DiffRow {
  /** `snmp.port`, or `roles` for a list. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>> | null;

/** Fields of objects within objects each get a row of their own; lists are one value. In the order of the entry. */
export function diffRows(before: Fields, after: Fields): DiffRow[] {
  const was = flatten(before);
  const is = flatten(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path): DiffRow[] => {
    const [old, now] = [was.get(path), is.get(path)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const kind = isNothing(old) ? 'added' : isNothing(now) ? 'removed' : 'changed';
    return [{ path, kind, before: old, after: now }];
  });
}

/** An empty value is as good as none: what a new object does not have is not worth a row. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function flatten(fields: Fields, prefix = ''): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, value] of Object.entries(fields ?? {})) {
    const path = prefix + key;
    if (isObject(value)) for (const [inner, part] of flatten(value, `${path}.`)) flat.set(inner, part);
    else if (!isNothing(value)) flat.set(path, value);
  }
  return flat;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
