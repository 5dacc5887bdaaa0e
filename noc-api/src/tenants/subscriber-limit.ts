import type { ObjectExtension } from '#objects/extension.ts';
import { refuseBeyondLimit } from './limits.ts';

/** Subscribers that are new, or come back, count against what the platform allows the tenant. */
export const subscriberExtension: ObjectExtension = {
  async beforeWrite(tx, items) {
    const more = items.filter(({ before }) => before === null || before['deleted_at'] !== null).length;
    if (more > 0) await refuseBeyondLimit(tx, 'subscribers', { more });
  },
};
