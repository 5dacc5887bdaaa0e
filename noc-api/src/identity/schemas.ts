import { Type } from 'typebox';
import { closed, named, orNull, timestamp, uuid } from '#http/schemas.ts';
import { tenantLook } from '#settings/schemas.ts';
import { permissions } from './permissions.ts';
import { secondFactorAskers, secondFactorDuties } from './second-factor-duty.ts';

export const tokenDaysMax = 3_650;

export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

const tenantNumber = Type.Integer({ minimum: 1, maximum: 4_294_967_295 });

export const session = named(
  'Session',
  Type.Object({
    user: Type.Object({
      id: Type.String(),
      name: Type.String(),
      email: Type.String(),
      mustChangePassword: Type.Boolean({
        description: 'This sign-in may do nothing but change the password. Never true for an API token.',
      }),
      secondFactorDuty: Type.Enum([...secondFactorDuties], {
        description:
          'What this sign-in must do first: set up a second factor, or sign in again with the one there is. `none` for an API token.',
      }),
      secondFactorAskedBy: orNull(
        Type.Enum([...secondFactorAskers], {
          description: 'Who asks for it: the platform of its administrators, or one of their roles. Null: nobody.',
        }),
      ),
      locale: Type.Enum(['es', 'en']),
    }),
    tenant: Type.Object({ id: tenantNumber, name: Type.String(), ...tenantLook }),
    tenants: Type.Array(Type.Object({ id: tenantNumber, name: Type.String(), suspended: Type.Boolean() }), {
      description: 'Every tenant of this person; `POST /session/tenant` changes to another.',
    }),
    permissions: Type.Array(Type.String({ description: '`resource:action`, allowed at least somewhere.' })),
    scopedPermissions: Type.Array(Type.String(), { description: 'Those of them that hold at some sites only.' }),
    scopes: Type.Array(
      Type.Object({
        permissions: Type.Array(Type.String()),
        kind: Type.Enum(['only', 'except'], { description: '`only`: at these sites; `except`: at all but these.' }),
        siteIds: Type.Array(uuid),
      }),
      { description: 'At which sites the scoped permissions hold; those that hold at the same ones together.' },
    ),
    impersonator: orNull(
      Type.Object(
        { id: Type.String(), name: Type.String() },
        { description: 'The platform administrator who works as this person; null: the person themselves.' },
      ),
    ),
  }),
);

export const sessionTenantBody = Type.Object({ tenantId: tenantNumber }, closed);

export const impersonationBody = Type.Object(
  {
    tenantId: tenantNumber,
    userId: uuid,
    reason: Type.String({ minLength: 3, maxLength: 500, description: 'Why; the tenant reads it in its audit log.' }),
  },
  closed,
);
export const impersonationStarted = named('ImpersonationStarted', Type.Object({ until: timestamp('When it ends.') }));

const tokenFields = {
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  prefix: Type.String({ description: 'First characters of the token, to recognize it.' }),
  permissions: orNull(
    Type.Array(Type.String(), {
      description: 'What it may at most, `resource:action`; null: all that its person may.',
    }),
  ),
  createdAt: timestamp('When it was made.'),
  expiresAt: orNull(timestamp('When it stops working; null: never.')),
  lastUsedAt: orNull(timestamp('Last use, to the minute; null when never used.')),
};

export const apiToken = named('ApiToken', Type.Object(tokenFields));
export const apiTokenList = Type.Object({ items: Type.Array(apiToken) });
export const apiTokenCreated = named(
  'ApiTokenCreated',
  Type.Object({ ...tokenFields, token: Type.String({ description: 'The token itself, shown this once.' }) }),
);

export const apiTokenBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    permissions: Type.Optional(
      Type.Array(Type.Enum([...permissions]), {
        uniqueItems: true,
        description: 'What it may at most, of what its person may; absent: all of that.',
      }),
    ),
    expiresInDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: tokenDaysMax, description: 'Days until it stops working; 90 if not said.' }),
    ),
    expiresAt: Type.Optional(timestamp('When it stops working, instead of `expiresInDays`.')),
  },
  closed,
);
