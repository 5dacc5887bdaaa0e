import { type Static, Type } from 'typebox';
import { closed, named, orNull, timestamp, uuid } from '#http/schemas.ts';
import { permissions, tenantPatterns } from '#identity/permissions.ts';

/** Grants of one role; more belong into another role. */
const grantsMax = 300;
/** Sites, and zones, that one grant names; more are better named by a zone above them. */
const scopeMax = 500;
/** Roles of one person; more say the same twice. */
export const rolesOfPersonMax = 20;

const roleRef = Type.String({
  minLength: 1,
  maxLength: 36,
  description: '`admin`, `noc`, `billing`, `technician`, `client`, or the id of a role of the tenant.',
});
const roleRefs = Type.Array(roleRef, { minItems: 1, maxItems: rolesOfPersonMax, uniqueItems: true });
const visible = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

export const grant = named(
  'Grant',
  Type.Object(
    {
      permission: Type.Enum([...tenantPatterns], { description: '`resource:action`, `resource:*` or `*:*`.' }),
      effect: Type.Enum(['allow', 'deny'], { description: 'A deny wins over every allow, of whichever role.' }),
      scope: Type.Optional(
        Type.Object(
          {
            siteIds: Type.Optional(Type.Array(uuid, { maxItems: scopeMax, uniqueItems: true })),
            zoneIds: Type.Optional(Type.Array(uuid, { maxItems: scopeMax, uniqueItems: true })),
          },
          { ...closed, description: 'Only there; a zone stands for all that is below it. Absent: everywhere.' },
        ),
      ),
    },
    closed,
  ),
);

const roleName = { name: visible(100), description: Type.Optional(Type.String({ maxLength: 500 })) };
export const roleBody = Type.Object({ ...roleName, grants: Type.Array(grant, { maxItems: grantsMax }) }, closed);
export const rolePatch = Type.Object(
  {
    name: Type.Optional(roleName.name),
    description: roleName.description,
    grants: Type.Optional(Type.Array(grant, { maxItems: grantsMax })),
  },
  closed,
);
export const role = named(
  'Role',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    builtIn: Type.Boolean({ description: 'It comes with FastISP and cannot be changed.' }),
    grants: Type.Array(grant),
    secondFactor: Type.Boolean({ description: 'Its people reach nothing here without a second factor.' }),
    holders: Type.Integer({ description: 'People who have it.' }),
  }),
);
export const roleSecondFactorBody = Type.Object({ required: Type.Boolean() }, closed);
export const roleList = Type.Object({
  items: Type.Array(role),
  permissions: Type.Array(Type.String(), { description: 'What a role of the tenant can grant, patterns included.' }),
});
/** A built-in role by its name, one of the tenant by its id. */
export const roleParams = Type.Object({ id: roleRef }, closed);

const shortRole = Type.Object({ id: Type.String(), name: Type.String(), builtIn: Type.Boolean() });
export const member = named(
  'Member',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    email: Type.String(),
    roles: Type.Array(shortRole),
    joinedAt: timestamp('When they joined this tenant.'),
    lastSignInAt: orNull(timestamp('The newest sign-in that is still open; null when there is none.')),
    secondFactor: Type.Object(
      { has: Type.Boolean(), required: Type.Boolean({ description: 'By one of their roles here.' }) },
      { description: 'An authenticator app or a passkey.' },
    ),
    removed: orNull(
      Type.Object(
        { at: timestamp('When.'), by: Type.String({ description: 'Who removed them, as they were called then.' }) },
        { description: 'Of somebody who is out, and can be brought back with these roles; null: they belong here.' },
      ),
    ),
  }),
);
export const memberList = Type.Object({ items: Type.Array(member) });
export const memberQuery = Type.Object(
  { removed: Type.Optional(Type.Boolean({ default: false, description: 'Those who can be brought back instead.' })) },
  closed,
);
export const memberPatch = Type.Object({ roles: roleRefs }, closed);

export const invitationBody = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 254 }),
    name: Type.Optional(Type.String({ maxLength: 100 })),
    roles: roleRefs,
  },
  closed,
);
export const invitation = named(
  'Invitation',
  Type.Object({
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    roles: Type.Array(shortRole),
    createdAt: timestamp('When it was made.'),
    expiresAt: timestamp('When its link stops working.'),
  }),
);
export const invitationList = Type.Object({ items: Type.Array(invitation) });
export const invitationCreated = named(
  'InvitationCreated',
  Type.Object({ invitation, link: Type.String({ description: 'To be given to that person; shown this once.' }) }),
);

const invitationToken = Type.String({ minLength: 20, maxLength: 100 });
export const invitationTokenBody = Type.Object({ token: invitationToken }, closed);
export const invitationShown = named(
  'InvitationShown',
  Type.Object({
    tenant: Type.Object({ name: Type.String() }),
    email: Type.String(),
    name: Type.String(),
    platform: Type.Boolean({ description: 'Whoever accepts it runs the platform.' }),
    known: Type.Boolean({ description: 'They have an account: its password is asked for, and no name.' }),
  }),
);
export const acceptBody = Type.Object(
  {
    token: invitationToken,
    name: Type.Optional(visible(100)),
    password: Type.String({ minLength: 1, maxLength: 128 }),
    locale: Type.Optional(Type.Enum(['es', 'en'])),
  },
  closed,
);

export const accepted = named('InvitationAccepted', Type.Object({ email: Type.String() }));

export const effectiveQuery = Type.Object(
  {
    userId: uuid,
    siteId: Type.Optional(Type.String({ ...uuid, description: 'For things at this site; absent: anywhere.' })),
  },
  closed,
);
export const effective = named(
  'EffectivePermissions',
  Type.Object({
    items: Type.Array(
      Type.Object({
        permission: Type.Enum([...permissions]),
        allowed: Type.Boolean(),
        because: Type.Enum(['granted', 'denied', 'elsewhere', 'not_granted', 'not_in_token']),
        grants: Type.Array(Type.Object({ role: Type.Object({ id: Type.String(), name: Type.String() }), grant }), {
          description: 'What led to it.',
        }),
      }),
    ),
  }),
);

export type RoleBody = Static<typeof roleBody>;
export type RolePatch = Static<typeof rolePatch>;
export type Role = Static<typeof role>;
export type RoleName = Static<typeof shortRole>;
export type Member = Static<typeof member>;
export type InvitationBody = Static<typeof invitationBody>;
export type Invitation = Static<typeof invitation>;
export type AcceptBody = Static<typeof acceptBody>;
export type InvitationShown = Static<typeof invitationShown>;
export type Effective = Static<typeof effective>;
