import { runtimeName } from '@fastisp/core/pg/embedded/logins';
import { systemRole } from '@fastisp/core/pg/system-role';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';

test('the role of the system has the rights of the runtime login, no more, table by table and column by column', async () => {
  const database = await createTestDatabase({ modules: [nocApiMigrations] });
  const rightsOf = async (role: string): Promise<string[]> => {
    const { rows } = await sql<{ right: string }>`
      select c.relname || ' ' || a.privilege_type as "right"
      from pg_class as c, aclexplode(c.relacl) as a where a.grantee = ${role}::regrole
      union select c.relname || '.' || t.attname || ' ' || a.privilege_type
      from pg_attribute as t join pg_class as c on c.oid = t.attrelid, aclexplode(t.attacl) as a where a.grantee = ${role}::regrole
      order by 1`.execute(database.db);
    return rows.map((row) => row.right);
  };
  try {
    const runtime = await rightsOf(runtimeName);
    expect(runtime).toContain('audit_entries INSERT');
    expect(runtime).toContain('audit_heads.seq UPDATE');
    expect(runtime).not.toContain('audit_entries UPDATE');
    expect(await rightsOf(systemRole)).toEqual(runtime);
  } finally {
    await database.stop();
  }
});
