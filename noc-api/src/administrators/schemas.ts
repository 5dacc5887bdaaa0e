import { type Static, Type } from 'typebox';
import { closed, named, orNull, timestamp } from '#http/schemas.ts';

export const administratorBody = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 254 }),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'For somebody who has no account yet.' })),
  },
  closed,
);
export const administrator = named(
  'PlatformAdministrator',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    email: Type.String(),
    since: timestamp('When they became one.'),
    lastSignInAt: orNull(timestamp('The newest sign-in that is still open; null when there is none.')),
    hasSecondFactor: Type.Boolean({ description: 'An authenticator app or a passkey.' }),
  }),
);
export const administratorInvitation = named(
  'PlatformInvitation',
  Type.Object({
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    createdAt: timestamp('When it was made.'),
    expiresAt: timestamp('When its link stops working.'),
  }),
);
export const administratorList = Type.Object({
  items: Type.Array(administrator),
  invitations: Type.Array(administratorInvitation, { description: 'That nobody has accepted yet.' }),
  secondFactorRequired: Type.Boolean({ description: 'Administrators reach nothing without a second factor.' }),
});
export const administratorAdded = named(
  'PlatformAdministratorAdded',
  Type.Object({
    administrator: orNull(administrator),
    invitation: orNull(administratorInvitation),
    link: orNull(Type.String({ description: 'Of the invitation, to be given to that person; shown this once.' })),
  }),
);
export const secondFactorPolicy = Type.Object({ required: Type.Boolean() }, closed);

export type Administrator = Static<typeof administrator>;
export type AdministratorBody = Static<typeof administratorBody>;
export type AdministratorInvitation = Static<typeof administratorInvitation>;
export type AdministratorList = Static<typeof administratorList>;
