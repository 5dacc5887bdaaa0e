/** Rows of all tenants in batches, each read in a transaction of its own, for what must be told again of every one. */
import { type RawBuilder, sql } from 'kysely';

/** How far a walk has come: rows are in the order of their tenants, then of their ids. */
export interface Place {
  readonly tenant_id: number;
  readonly id: string;
}

const start: Place = { tenant_id: 0, id: '00000000-0000-0000-0000-000000000000' };

export const isAfter = ({ tenant_id, id }: Place): RawBuilder<boolean> =>
  sql<boolean>`(tenant_id, id) > (${tenant_id}::bigint, ${id}::uuid)`;

/** @param read the next rows after a place, at most `size`; fewer end the walk. @returns how many in all. */
export async function walk(size: number, read: (after: Place) => Promise<readonly Place[]>): Promise<number> {
  let walked = 0;
  let after: Place | undefined = start;
  while (after !== undefined) {
    const rows: readonly Place[] = await read(after);
    walked += rows.length;
    after = rows.length === size ? rows.at(-1) : undefined;
  }
  return walked;
}
