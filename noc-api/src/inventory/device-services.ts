/** Services that hang on devices: through their ONU, or directly. */
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { deviceHasServices } from '#errors.ts';

export interface DeviceMove {
  readonly deviceId: string;
  readonly siteBefore: string | null;
  readonly siteAfter: string | null;
}

/**
 * A device that gets its first site does not move; one that leaves a site takes its subscribers with it.
 * @throws AppError `DEVICE_HAS_SERVICES`.
 */
export async function refuseMoveWithServices(tx: Tx, moves: readonly DeviceMove[]): Promise<void> {
  const moved = moves.filter((move) => move.siteBefore !== null && move.siteBefore !== move.siteAfter);
  if (moved.length === 0) return;
  const ids = moved.map((move) => move.deviceId);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from services as s
    where s.deleted_at is null and s.status <> 'ended' and (s.device_id = any(${ids}::uuid[]) or s.onu_id in (
      select id from onus where device_id = any(${ids}::uuid[]) and deleted_at is null))`.execute(tx);
  const count = rows[0]?.count ?? 0;
  if (count > 0) throw deviceHasServices(count);
}
