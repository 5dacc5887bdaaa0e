import { tenantId } from '@fastisp/core/ids';

/** The tenant of whoever runs the platform, made at the first start: what is done above tenants is in its audit log. */
export const platformTenant = tenantId(1);
