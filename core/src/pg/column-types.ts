/** How PostgreSQL's values arrive in JavaScript; `tools/generate.ts` writes the same into the schema's types. */
import { types as pgTypes } from 'pg';

const oids = { int8: 20, date: 1082 } as const;

/**
 * - `bigint` is a number: our counters and ids stay below 2^53; a value beyond is an error, never rounded.
 * - `date` stays text `YYYY-MM-DD`: a calendar day has no time zone.
 * - The rest is as `pg` has it: `timestamptz` a Date, `numeric` text, `jsonb` parsed, `bytea` a Buffer.
 */
export const columnTypes: { getTypeParser: typeof pgTypes.getTypeParser } = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === oids.int8) return parseBigint;
    if (format !== 'binary' && oid === oids.date) return (text: string) => text;
    return pgTypes.getTypeParser(oid, format);
  }) as typeof pgTypes.getTypeParser, // its overloads return one type for each format; ours handles both
};

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53: select it as text`);
  return value;
}
