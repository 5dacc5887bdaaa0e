import { Type } from 'typebox';
import { closed, named, orNull, timestamp } from '#http/schemas.ts';
import { locales } from '#identity/principal.ts';
import { passwordLengthMax, passwordLengthMin } from '#identity/schemas.ts';

export const authMethods = named(
  'AuthMethods',
  Type.Object({
    google: Type.Boolean({ description: 'Begin at `GET /api/auth/google`.' }),
    passkey: Type.Boolean({ description: 'Whether browsers offer passkeys at this address.' }),
    passwordReset: Type.Boolean({ description: 'By mail; false: an administrator hands a link over.' }),
  }),
);

const email = Type.String({ minLength: 3, maxLength: 254 });
const password = Type.String({ minLength: 1, maxLength: passwordLengthMax });
const newPassword = Type.String({ minLength: passwordLengthMin, maxLength: passwordLengthMax });
const linkToken = Type.String({ minLength: 1, maxLength: 512 });

export const signInBody = Type.Object(
  {
    email,
    password,
    rememberMe: Type.Optional(
      Type.Boolean({ default: true, description: 'Keep the session when the browser closes.' }),
    ),
  },
  closed,
);
export const signedIn = named(
  'SignedIn',
  Type.Object({
    mustChangePassword: Type.Boolean(),
    secondFactor: Type.Boolean({
      description: 'Not signed in yet: send a code to `POST /api/auth/sign-in/code` within ten minutes.',
    }),
  }),
);
export const signInCodeBody = Type.Object(
  { code: Type.String({ minLength: 6, maxLength: 40, description: 'Of the authenticator app, or a backup code.' }) },
  closed,
);

export const passwordBody = Type.Object({ currentPassword: password, newPassword }, closed);
export const confirmBody = Type.Object({ password }, closed);
export const resetRequestBody = Type.Object({ email }, closed);
export const resetBody = Type.Object({ token: linkToken, newPassword }, closed);
export const verifyBody = Type.Object({ token: linkToken }, closed);
export const handedLink = named(
  'HandedLink',
  Type.Object({ url: Type.String({ description: 'To hand over; works once.' }), expiresAt: timestamp('Until when.') }),
);

export const account = named(
  'Account',
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    email: Type.String(),
    emailVerified: Type.Boolean(),
    locale: Type.Enum([...locales]),
    secondFactor: Type.Object({
      enabled: Type.Boolean(),
      backupCodesLeft: Type.Integer({ minimum: 0 }),
    }),
    googleLinked: Type.Boolean(),
    mailConfigured: Type.Boolean({ description: 'Whether this system can send mails.' }),
  }),
);
export const accountPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    locale: Type.Optional(Type.Enum([...locales])),
  },
  closed,
);

export const device = named(
  'SignedInDevice',
  Type.Object({
    id: Type.String({ format: 'uuid' }),
    current: Type.Boolean({ description: 'The one that asks.' }),
    browser: orNull(Type.String({ description: '`Firefox`, `Chrome`…' })),
    system: orNull(Type.String({ description: '`Android`, `Windows`…' })),
    kind: Type.Enum(['desktop', 'phone', 'tablet', 'program', 'unknown']),
    address: Type.String({ description: 'Where it was seen last.' }),
    signedInAt: timestamp('When it signed in.'),
    lastSeenAt: timestamp('When it was seen last, to the minute.'),
    expiresAt: timestamp('When the session ends without further use.'),
  }),
);
export const deviceList = Type.Object({ items: Type.Array(device) });
export const devicesEnded = Type.Object({ ended: Type.Integer({ minimum: 0 }) });

export const enrolment = named(
  'SecondFactorEnrolment',
  Type.Object({
    secret: Type.String({ description: 'Base32, for typing.' }),
    uri: Type.String({ description: '`otpauth://…`' }),
    qrSvg: Type.String({ description: 'The URI as a QR code, an SVG document.' }),
  }),
);
export const totpBody = Type.Object({ code: Type.String({ minLength: 6, maxLength: 10 }) }, closed);
export const backupCodes = named(
  'BackupCodes',
  Type.Object({ codes: Type.Array(Type.String(), { description: 'Shown this once; each works once.' }) }),
);

const passkeyName = Type.String({ minLength: 1, maxLength: 60 });
export const passkey = named(
  'Passkey',
  Type.Object({
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    backedUp: Type.Boolean({ description: "Copied to the person's other devices by their platform." }),
    createdAt: timestamp('When it was added.'),
    lastUsedAt: orNull(timestamp('Last sign-in; null: never used.')),
  }),
);
export const passkeyList = Type.Object({ items: Type.Array(passkey) });
export const passkeyPatch = Type.Object({ name: passkeyName }, closed);
/** What browsers take and give (WebAuthn, level 3, section 5.1.8); its inner parts are checked by the library. */
export const passkeyOptions = named('PasskeyOptions', Type.Object({}, { additionalProperties: true }));
export const passkeyResponse = named(
  'PasskeyResponse',
  Type.Object(
    {
      id: Type.String({ maxLength: 2_048 }),
      rawId: Type.String({ maxLength: 2_048 }),
      type: Type.Literal('public-key'),
      response: Type.Object({ clientDataJSON: Type.String({ maxLength: 4_096 }) }, { additionalProperties: true }),
    },
    { additionalProperties: true },
  ),
);
export const passkeyAddBody = Type.Object({ name: passkeyName, response: passkeyResponse }, closed);

export const googleQuery = Type.Object(
  { to: Type.Optional(Type.String({ maxLength: 2_048, description: 'A path of ours to come back to.' })) },
  closed,
);
