import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { runtimeName } from '@fastisp/core/pg/embedded/logins';
import { migrate } from '@fastisp/core/pg/migrate';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';

test('whoever administered before still does, and the first of them runs the platform', async () => {
  const before = mkdtempSync(join(tmpdir(), 'fastisp-people-'));
  for (const file of ['0001_identity.sql', '0002_inventory.sql', '0003_events.sql']) {
    copyFileSync(join(nocApiMigrations.folder, file), join(before, file));
  }
  const database = await createTestDatabase();
  const migrateTo = (folder: string) =>
    migrate({
      ...{ owner: database.access.owner, runtimeRole: runtimeName, modules: [{ ...nocApiMigrations, folder }] },
      log: createLog({ service: 'test', level: 'silent' }),
    });
  try {
    // The policies of then are not what the guard of now wants; they are there all the same.
    await expect(migrateTo(before)).rejects.toMatchObject({ code: 'DATABASE_TABLES_UNGUARDED' });
    const [first, second] = [newId(), newId()];
    await database.withSystem(async (tx) => {
      await sql`insert into tenants (id, name) values (1, 'Cerro'), (7, 'Valle')`.execute(tx);
      for (const [id, email] of [
        [first, 'a@b.cl'],
        [second, 'c@d.cl'],
      ] as const) {
        await sql`insert into auth_user (id, name, email) values (${id}, ${email}, ${email})`.execute(tx);
      }
      await sql`insert into memberships (tenant_id, user_id, role, created_at) values
        (1, ${first}, 'admin', '2026-01-01'), (1, ${second}, 'admin', '2026-02-01'), (7, ${second}, 'admin', '2025-01-01')
      `.execute(tx);
    });
    await migrateTo(nocApiMigrations.folder);
    const [tenants, roles, platform] = await database.withSystem(async (tx) => [
      await tx.selectFrom('tenants').select(['id', 'slug', 'status']).orderBy('id').execute(),
      await tx.selectFrom('membership_roles').select(['tenant_id', 'user_id', 'built_in']).execute(),
      await tx.selectFrom('platform_admins').select('user_id').execute(),
    ]);
    expect(tenants).toEqual([
      { id: 1, slug: 'tenant-1', status: 'active' },
      { id: 7, slug: 'tenant-7', status: 'active' },
    ]);
    expect(roles).toHaveLength(3);
    expect(roles).toContainEqual({ tenant_id: 7, user_id: second, built_in: 'admin' });
    expect(platform).toEqual([{ user_id: first }]);
  } finally {
    await database.stop();
    rmSync(before, { recursive: true });
  }
});
