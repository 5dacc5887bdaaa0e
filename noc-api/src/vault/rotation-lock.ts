/**
 * One rotation at a time, whichever machines they are started on: two would each put a key of their own into the file
 * of keys, and the later file would lose the earlier key with all that was sealed by it meanwhile.
 */
import { AppError } from '@fastisp/core/errors/app-error';
import type { RelationalStore } from '@fastisp/core/pg/port';

/** Any constant will do, as long as it stays. */
const lockKey = 7_204_391;

/** The lock is its connection's, so it ends with a process that is killed. @throws AppError `VAULT_ROTATION_RUNNING`. */
export async function withRotationLock<T>(relational: RelationalStore, work: () => Promise<T>): Promise<T> {
  const client = await relational.pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey]);
    if (rows[0]?.taken !== true) {
      throw new AppError('VAULT_ROTATION_RUNNING', 'another rotation of keys is running: wait until it has ended');
    }
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockKey]);
    }
  } finally {
    client.release();
  }
}
