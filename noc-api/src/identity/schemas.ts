import { Type } from 'typebox';
import { closed, named, orNull, timestamp } from '#http/schemas.ts';

export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

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
      locale: Type.Enum(['es', 'en']),
    }),
    tenant: Type.Object({ id: Type.Integer({ minimum: 1 }), name: Type.String() }),
    permissions: Type.Array(Type.String({ description: '`resource:action`' })),
  }),
);

export const signInBody = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
    rememberMe: Type.Optional(
      Type.Boolean({ default: true, description: 'Keep the session when the browser closes.' }),
    ),
  },
  closed,
);

export const signedIn = named('SignedIn', Type.Object({ mustChangePassword: Type.Boolean() }));

export const passwordBody = Type.Object(
  {
    currentPassword: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
    newPassword: Type.String({ minLength: passwordLengthMin, maxLength: passwordLengthMax }),
  },
  closed,
);

const tokenFields = {
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  prefix: Type.String({ description: 'First characters of the token, to recognize it.' }),
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
    expiresInDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3_650, default: 90, description: 'Days until it stops working.' }),
    ),
  },
  closed,
);
