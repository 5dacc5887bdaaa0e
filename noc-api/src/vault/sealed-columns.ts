/** Where sealed secrets are, asked of the database itself: every column whose name ends in `_sealed`. */
import { AppError } from '@fastisp/core/errors/app-error';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Of its primary key, in the key's order. */
  readonly key: readonly { readonly name: string; readonly type: string }[];
}

/**
 * A new table that forgot to let the system in would be left out of every rotation without a word, so it is an error.
 * @throws AppError `VAULT_TABLE_CLOSED`, `VAULT_TABLE_WITHOUT_KEY`.
 */
export async function findSealedColumns(tx: Tx): Promise<SealedColumn[]> {
  const { rows } = await sql<SealedColumn & { closed: boolean }>`
    select c.relname as "table", a.attname as "column",
      c.relrowsecurity and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'system_access') as "closed",
      coalesce((
        select json_agg(json_build_object('name', k.attname, 'type', format_type(k.atttypid, k.atttypmod))
          order by position.ordinality)
        from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as position (attnum, ordinality)
        join pg_attribute k on k.attrelid = i.indrelid and k.attnum = position.attnum
        where i.indrelid = c.oid and i.indisprimary), '[]') as "key"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
    where a.attname like '%\\_sealed' and a.attnum > 0 and not a.attisdropped
    order by 1, 2`.execute(tx);
  return rows.map(({ closed, ...column }) => {
    if (closed) throw unreachable('VAULT_TABLE_CLOSED', column.table, 'has no policy system_access');
    if (column.key.length === 0) throw unreachable('VAULT_TABLE_WITHOUT_KEY', column.table, 'has no primary key');
    return column;
  });
}

const unreachable = (code: string, table: string, why: string) =>
  new AppError(code, `the table ${table} holds sealed secrets and ${why}: no rotation could reach them`, {
    params: { table },
  });
