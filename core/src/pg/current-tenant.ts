/**
 * The tenant of the transaction as a bound value. Row-level security compares with a subquery, of which PostgreSQL
 * cannot know in advance how many rows it will meet; a statement that names its tenant by value is planned for that
 * tenant's size, and by the indexes, all of which begin with it. It takes nothing off the policies, which stay.
 */
import { type KyselyPlugin, OperationNodeTransformer, sql, type RawBuilder, ValueNode } from 'kysely';
import type { TenantId } from '../ids.ts';

/** Stands for the tenant in a statement; outside `withTenant` PostgreSQL refuses it, because it is no number. */
const placeholder = Object.freeze({ stands: 'for the tenant of the transaction' });

/** For conditions: `tenant_id = ${currentTenant}`. */
export const currentTenant: RawBuilder<number> = sql`${placeholder}`;

class TenantBinder extends OperationNodeTransformer {
  readonly #tenant: TenantId;

  constructor(tenant: TenantId) {
    super();
    this.#tenant = tenant;
  }

  protected override transformValue(node: ValueNode): ValueNode {
    return node.value === placeholder ? ValueNode.create(this.#tenant) : node;
  }
}

/** Puts the tenant in place of `currentTenant` in every statement of a transaction. */
export function bindTenant(tenant: TenantId): KyselyPlugin {
  const binder = new TenantBinder(tenant);
  return {
    transformQuery: ({ node }) => binder.transformNode(node),
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
