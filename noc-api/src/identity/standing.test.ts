import { tenantId } from '@fastisp/core/ids';
import { describe, expect, test } from 'vitest';
import type { Membership, Memberships } from './membership.ts';
import { decideStanding, type SessionContext, type Standing } from './standing.ts';

type Known = Pick<Memberships, 'all' | 'isPlatformAdmin'>;

const at = (id: number, suspended = false): Membership => ({
  tenant: { id: tenantId(id), name: `tenant ${id}` },
  suspended,
  needsSecondFactor: false,
  roles: [],
});
const person = (all: Membership[], isPlatformAdmin = false): Known => ({ all, isPlatformAdmin });
const chose = (tenant: number): SessionContext => ({ tenantId: tenant, actingAs: null, actingUntilMs: null });
const nowMs = 1_000;
const where = (standing: Standing) => ('membership' in standing ? standing.membership.tenant.id : standing.kind);

describe('one person', () => {
  test.each<[string, Membership[], SessionContext | null, number | string]>([
    ['no tenant', [], null, 'nowhere'],
    ['one', [at(4)], null, 4],
    ['the first of several', [at(2), at(4)], null, 2],
    ['the chosen one', [at(2), at(4)], chose(4), 4],
    ['one that they left', [at(2)], chose(4), 2],
    ['the chosen one is suspended', [at(2), at(4, true)], chose(4), 2],
    ['the first is suspended', [at(2, true), at(4)], null, 4],
    ['all are suspended', [at(2, true), at(4, true)], chose(4), 'suspended'],
  ])('%s', (_name, all, context, expected) => {
    expect(where(decideStanding(person(all), context, null, nowMs))).toBe(expected);
  });
});

describe('acting as another', () => {
  const acting: SessionContext = { tenantId: 7, actingAs: 'bruno', actingUntilMs: nowMs + 1 };
  const anna = person([at(1)], true);
  const bruno = person([at(6), at(7)]);

  test('in their tenant', () => {
    expect(decideStanding(anna, acting, bruno, nowMs)).toEqual({ kind: 'acting', as: 'bruno', membership: at(7) });
  });

  test.each<[string, Known, SessionContext, Known | null]>([
    ['the time is over', anna, { ...acting, actingUntilMs: nowMs }, bruno],
    ['the right to it is gone', person([at(1)]), acting, bruno],
    ['the other left', anna, acting, person([at(6)])],
    ['the tenant is suspended', anna, acting, person([at(6), at(7, true)])],
    ['the other is gone', anna, acting, null],
  ])('ends when %s', (_name, own, context, other) => {
    expect(decideStanding(own, context, other, nowMs)).toEqual({ kind: 'own', membership: at(1) });
  });
});
