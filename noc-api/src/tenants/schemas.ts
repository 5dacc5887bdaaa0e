import { type Static, Type } from 'typebox';
import { closed, named, orNull, timestamp } from '#http/schemas.ts';

const limitMax = 1_000_000;
const limit = (what: string) =>
  orNull(Type.Integer({ minimum: 1, maximum: limitMax, description: `${what} at most; null: no limit of its own.` }));
const limits = Type.Object(
  { devices: limit('Devices'), subscribers: limit('Subscribers'), users: limit('People, invited ones included,') },
  closed,
);
const slug = Type.String({
  pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
  description: 'Short name for addresses: lower case, digits and dashes; unique.',
});
const tenantName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

export const tenantParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 4_294_967_295 }) }, closed);

export const tenantBody = Type.Object(
  {
    name: tenantName,
    slug: Type.Optional(slug),
    limits: Type.Optional(Type.Partial(limits, closed)),
    administrator: Type.Object(
      { email: Type.String({ minLength: 3, maxLength: 254 }), name: Type.Optional(Type.String({ maxLength: 100 })) },
      { ...closed, description: 'Who is invited to run it.' },
    ),
  },
  closed,
);
export const tenantPatch = Type.Object(
  { name: Type.Optional(tenantName), slug: Type.Optional(slug), limits: Type.Optional(Type.Partial(limits, closed)) },
  closed,
);
export const suspendBody = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500, description: 'Why; kept in both audit logs.' }) },
  closed,
);

export const tenant = named(
  'Tenant',
  Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    slug: Type.String(),
    status: Type.Enum(['active', 'suspended']),
    suspendedAt: orNull(timestamp('Since when.')),
    suspendedReason: orNull(Type.String()),
    limits,
    usage: Type.Object(
      { devices: Type.Integer(), subscribers: Type.Integer(), users: Type.Integer() },
      { description: 'How much there is now.' },
    ),
    createdAt: timestamp('When it was made.'),
  }),
);
export const tenantList = Type.Object({ items: Type.Array(tenant) });
export const tenantCreated = named(
  'TenantCreated',
  Type.Object({ tenant, link: Type.String({ description: "The first administrator's invitation, shown this once." }) }),
);

export type Tenant = Static<typeof tenant>;
export type TenantBody = Static<typeof tenantBody>;
export type TenantPatch = Static<typeof tenantPatch>;
export type TenantLimits = Static<typeof limits>;
