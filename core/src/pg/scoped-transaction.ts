/**
 * A transaction that sets something for itself, begun in one round trip with what it sets: a request makes several
 * transactions, and under load it spends more on the way to the database than in it. Kysely's own `transaction()`
 * sends `begin` alone.
 */
import { type Kysely, sql } from 'kysely';
import type { Tx } from './port.ts';
import type { Database } from './schema.generated.ts';

/**
 * @param settings statements of our own making (`set local …`): they go as they are.
 * @throws whatever `work` throws, after a rollback; an error when a failed statement let nothing be committed.
 */
export function scopedTransaction<T>(db: Kysely<Database>, settings: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    try {
      await sql.raw(`begin; ${settings}`).execute(connection);
      const result = await work(connection as Tx); // between begin and commit it is one
      const { rows } = await sql<{ command?: string }>`commit`.execute(connection);
      if (rows[0]?.command === 'ROLLBACK') throw new Error('a statement failed and was ignored: nothing was committed');
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {}); // a lost connection rolled back by itself; the pool drops it
      throw error;
    }
  });
}
