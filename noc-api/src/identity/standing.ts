/** For which tenant a signed-in person works, and whether as themselves: decided anew with each request. Pure. */
import type { Membership, Memberships } from './membership.ts';

type Known = Pick<Memberships, 'all' | 'isPlatformAdmin'>;

/** What a session was told to work on, and has not forgotten. */
export interface SessionContext {
  readonly tenantId: number;
  readonly actingAs: string | null;
  readonly actingUntilMs: number | null;
}

export type Standing =
  | { readonly kind: 'nowhere' }
  /** Every tenant of this person is suspended. */
  | { readonly kind: 'suspended'; readonly tenantName: string }
  | { readonly kind: 'own'; readonly membership: Membership }
  | { readonly kind: 'acting'; readonly as: string; readonly membership: Membership };

/**
 * A chosen tenant that is suspended, or left, gives way to the first that is not. Acting as another ends by itself
 * with its time, with the right to it, and with the other's place in that tenant.
 * @param other of the person that `context.actingAs` names.
 */
export function decideStanding(
  own: Known,
  context: SessionContext | null,
  other: Known | null,
  nowMs: number,
): Standing {
  const acting = actingMembership(own, context, other, nowMs);
  if (acting !== null) return { kind: 'acting', ...acting };
  const [first] = own.all;
  if (first === undefined) return { kind: 'nowhere' };
  const open = own.all.filter(({ suspended }) => !suspended);
  const membership = open.find(({ tenant }) => tenant.id === context?.tenantId) ?? open[0];
  return membership === undefined ? { kind: 'suspended', tenantName: first.tenant.name } : { kind: 'own', membership };
}

function actingMembership(
  own: Known,
  context: SessionContext | null,
  other: Known | null,
  nowMs: number,
): { as: string; membership: Membership } | null {
  if (context === null || context.actingAs === null || !own.isPlatformAdmin) return null;
  if (context.actingUntilMs === null || context.actingUntilMs <= nowMs) return null;
  const membership = other?.all.find(({ tenant, suspended }) => tenant.id === context.tenantId && !suspended);
  return membership === undefined ? null : { as: context.actingAs, membership };
}
