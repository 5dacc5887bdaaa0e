import { expect, test } from 'vitest';
import { requireTenantFilter } from './tenant-query.ts';

const mine = 'tenant_id = {tenant:UInt32}';

test.each([
  ['one table', `SELECT 1 FROM flows WHERE ${mine}`],
  ['a table inside', `SELECT 1 FROM (SELECT at FROM flows WHERE ${mine})`],
  ['two tables', `SELECT 1 FROM flows WHERE ${mine} AND a IN (SELECT a FROM flows WHERE ${mine})`],
])('%s with its tenant is asked', (_name, sql) => {
  expect(() => requireTenantFilter(sql)).not.toThrow();
});

test.each([
  ['no tenant', 'SELECT 1 FROM flows'],
  ['a tenant of its own', 'SELECT 1 FROM flows WHERE tenant_id = 7'],
  ['one filter for two tables', `SELECT 1 FROM flows WHERE ${mine} AND a IN (SELECT a FROM other)`],
  ['a join without', `SELECT 1 FROM flows AS f JOIN names AS n ON f.a = n.a WHERE ${mine}`],
  ['no table at all', 'SELECT 1'],
])('%s is a bug', (_name, sql) => {
  expect(() => requireTenantFilter(sql)).toThrow('tenant filters');
});
