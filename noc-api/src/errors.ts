/** Every error that noc-api answers by itself: its code, its status, its sentence. */
import { AppError, type FieldError } from '@fastisp/core/errors/app-error';

const error = (
  status: number,
  code: string,
  message: string,
  options: ConstructorParameters<typeof AppError>[2] = {},
) => new AppError(code, message, { ...options, status });

const badField = (code: string, message: string, path: string, params: Record<string, string | number> = {}) => {
  const fields: FieldError[] = [{ path, code, message }];
  return error(400, code, message, { fields, params });
};

// Who is asking, and may they.
export const authRequired = () => error(401, 'AUTH_REQUIRED', 'sign in, or send a valid API token');
export const signInRefused = () => error(401, 'SIGN_IN_REFUSED', 'the email address or the password is wrong');
/** @param field of the body that has it. */
export const passwordWrong = (field: string) => badField('PASSWORD_WRONG', 'the password is wrong', `/${field}`);
export const passwordWeak = (message: string, path = '/newPassword') => badField('PASSWORD_WEAK', message, path);
export const passwordChangeRequired = () =>
  error(403, 'PASSWORD_CHANGE_REQUIRED', 'the one-time password must be changed before anything else');
export const secondFactorRequired = () =>
  error(
    403,
    'SECOND_FACTOR_REQUIRED',
    'a second factor is asked for here: set up an authenticator app or a passkey before anything else',
  );
export const secondFactorUnproven = () =>
  error(
    403,
    'SECOND_FACTOR_UNPROVEN',
    'this sign-in was made without your second factor: sign in again with your code or your passkey',
  );
export const passwordNotForTokens = () =>
  error(
    403,
    'PASSWORD_NOT_FOR_TOKENS',
    'a password is changed by the person who signed in with it, not by an API token',
  );
export const permissionDenied = (permission: string) =>
  error(403, 'PERMISSION_DENIED', `this needs the permission ${permission}`, { params: { permission } });
export const scopeDenied = (permission: string) =>
  error(
    403,
    'SCOPE_DENIED',
    `you have the permission ${permission} at some sites only, and this is about the whole company`,
    { params: { permission } },
  );
export const noTenant = () => error(403, 'NO_TENANT', 'this user belongs to no tenant');
export const tenantSuspended = (name: string) =>
  error(403, 'TENANT_SUSPENDED', `"${name}" is suspended: ask whoever runs the platform`, { params: { name } });
export const notWhileImpersonating = () =>
  error(403, 'NOT_WHILE_IMPERSONATING', 'this belongs to the person themselves: stop acting as them first');
export const sessionRequired = () =>
  error(403, 'SESSION_REQUIRED', 'this is done by a person who signed in, not by an API token');
export const originRefused = (origin: string) =>
  error(403, 'ORIGIN_REFUSED', 'the request comes from the page of another site', { params: { origin } });
export const rateLimited = (retryAfterS: number) =>
  error(429, 'RATE_LIMITED', `too many requests: try again in ${retryAfterS} s`, { params: { retryAfterS } });
export const signInLimited = (retryAfterS: number) =>
  error(429, 'SIGN_IN_LIMITED', `too many failed sign-ins: try again in ${retryAfterS} s`, { params: { retryAfterS } });
export const invitationsLimited = (retryAfterS: number) =>
  error(429, 'INVITATIONS_LIMITED', `too many invitations by mail: try again in ${retryAfterS} s`, {
    params: { retryAfterS },
  });
export const notReady = () => error(503, 'NOT_READY', 'the service is starting: try again in a moment');

// One's own account.
export const signInExpired = () =>
  error(401, 'SIGN_IN_EXPIRED', 'this took too long, or was done already: sign in again from the start');
export const twoFactorWrong = () => badField('TWO_FACTOR_WRONG', 'the code is wrong, too old or was used', '/code');
export const totpWrong = () =>
  badField('TOTP_WRONG', 'the code is wrong: check the clock of the phone, and type the next one', '/code');
export const secondFactorOn = () =>
  error(409, 'SECOND_FACTOR_ON', 'there is a second factor already: turn it off first to set up another');
export const secondFactorOff = () => error(409, 'SECOND_FACTOR_OFF', 'there is no second factor: set one up first');
export const secondFactorNotStarted = () =>
  error(409, 'SECOND_FACTOR_NOT_STARTED', 'set up the authenticator app first, then send its code');
export const passkeyRefused = (cause?: unknown) =>
  error(400, 'PASSKEY_REFUSED', 'this passkey is unknown here, or its answer is not to our question', { cause });
export const passkeyNotFound = (id: string) =>
  error(404, 'PASSKEY_NOT_FOUND', 'there is no such passkey', { params: { id } });
export const passkeyLimitReached = (max: number) =>
  error(409, 'PASSKEY_LIMIT_REACHED', `a person can have ${max} passkeys at most`, { params: { max } });
export const passkeysNotHere = (origin: string) =>
  error(409, 'PASSKEYS_NOT_HERE', `browsers offer passkeys at a name with https only, not at ${origin}`, {
    params: { origin },
  });
export const deviceSessionNotFound = (id: string) =>
  error(404, 'DEVICE_SESSION_NOT_FOUND', 'nobody is signed in there any more', { params: { id } });
export const linkInvalid = () =>
  error(410, 'LINK_INVALID', 'this link was used, replaced or is too old: ask for a new one');
export const emailAlreadyVerified = () =>
  error(409, 'EMAIL_ALREADY_VERIFIED', 'this address was confirmed already: there is nothing to do');
export const mailNotConfigured = () =>
  error(
    409,
    'MAIL_NOT_CONFIGURED',
    'this system sends no mails (SMTP_URL is not set): ask your administrator for a link',
  );
export const notOnOneself = () =>
  error(403, 'NOT_ON_ONESELF', 'this is help for others: change your own password and second factor in your account');
export const userInOtherTenants = () =>
  error(403, 'USER_IN_OTHER_TENANTS', 'this person works for other tenants too: only the platform may do this');
export const googleUnavailable = (cause: unknown) =>
  error(503, 'GOOGLE_UNAVAILABLE', 'Google does not answer: sign in with your password, or try again', { cause });
export const googleRefused = (cause?: unknown) =>
  error(400, 'GOOGLE_REFUSED', 'the sign-in with Google did not come to an end: try again', { cause });
export const googleInvited = () =>
  error(403, 'GOOGLE_INVITED', 'you are invited: open the link of your invitation first, then Google works too');
export const googleNobody = (email: string) =>
  error(403, 'GOOGLE_NOBODY', `${email} has no account here: ask an administrator to invite you`, {
    params: { email },
  });

// Requests in general.
export const notFound = (path: string) => error(404, 'NOT_FOUND', `nothing is at ${path}`, { params: { path } });
export const cursorInvalid = () =>
  badField('CURSOR_INVALID', 'this cursor belongs to another query: start again without it', '/cursor');
export const rangeInvalid = (message: string) => badField('RANGE_INVALID', message, '/from');

// Inventory.
export const deviceNotFound = (id: string) =>
  error(404, 'DEVICE_NOT_FOUND', 'there is no such device', { params: { id } });
export const deviceNotRestorable = (id: string) =>
  error(404, 'DEVICE_NOT_RESTORABLE', 'no deleted device with this id can be restored any more', { params: { id } });
export const interfaceNotFound = (id: string) =>
  error(404, 'INTERFACE_NOT_FOUND', 'there is no such interface', { params: { id } });
export const deviceNameTaken = (name: string) => {
  const message = `another device is already named "${name}"`;
  return error(409, 'DEVICE_NAME_TAKEN', message, {
    params: { name },
    fields: [{ path: '/name', code: 'DEVICE_NAME_TAKEN', message }],
  });
};
export const deviceAddressTaken = (other: { name: string; address: string; port: number }) => {
  const message = `"${other.name}" already has the address ${other.address} with SNMP port ${other.port}`;
  return error(409, 'DEVICE_ADDRESS_TAKEN', message, {
    params: { ...other },
    fields: [{ path: '/address', code: 'DEVICE_ADDRESS_TAKEN', message }],
  });
};
export const deviceAddressInvalid = (address: string, message: string) =>
  badField('DEVICE_ADDRESS_INVALID', message, '/address', { address });
export const deviceChanged = () =>
  error(412, 'DEVICE_CHANGED', 'somebody changed this device in the meantime: load it again and repeat the change');
export const deviceLimitReached = (max: number) =>
  error(409, 'DEVICE_LIMIT_REACHED', `a tenant can have ${max} devices at most`, { params: { max } });
export const communityMissing = () =>
  badField('COMMUNITY_MISSING', 'give the SNMP community of the device', '/snmp/community');

// Inventory objects.
export const objectNotFound = (type: string, id: string) =>
  error(404, 'OBJECT_NOT_FOUND', `there is no such ${type}`, { params: { type, id } });
export const nodeNotFound = (id: string) =>
  error(404, 'NODE_NOT_FOUND', 'nothing of the network has this id', { params: { id } });
export const objectNotRestorable = (type: string, id: string) =>
  error(404, 'OBJECT_NOT_RESTORABLE', `no deleted ${type} with this id can be restored any more`, {
    params: { type, id },
  });
export const objectChanged = () =>
  error(412, 'OBJECT_CHANGED', 'somebody changed this in the meantime: load it again and repeat the change');
export const objectInUse = (use: { type: string; by: string; byType: string; count: number }) =>
  error(
    409,
    'OBJECT_IN_USE',
    `this ${use.type} still has ${use.count} ${use.by}: delete them or attach them elsewhere first`,
    { params: { type: use.type, byType: use.byType, count: use.count } },
  );
export const objectSiteNotAllowed = () =>
  error(403, 'OBJECT_SITE_NOT_ALLOWED', 'you may not put this at that site: choose one of yours');
export const objectRefused = (fields: readonly FieldError[], status = 400) =>
  error(status, fields[0]?.code ?? 'OBJECT_REFUSED', fields[0]?.message ?? 'this cannot be stored', { fields });
export const bulkTooLarge = (max: number) =>
  error(413, 'BULK_TOO_LARGE', `${max} rows at most go in one call: split them`, { params: { max } });
export const filterInvalid = (name: string, value: string) =>
  badField('FILTER_INVALID', `"${value}" is no value that ${name} could have`, `/${name}`, { name });
export const deviceHasServices = (count: number) => {
  const message = `${count} live services hang on this device: move them first, or repeat with withServices=true`;
  return error(409, 'DEVICE_HAS_SERVICES', message, {
    params: { count },
    fields: [{ path: '/siteId', code: 'DEVICE_HAS_SERVICES', message }],
  });
};
export const exportTooLarge = (max: number) =>
  error(413, 'EXPORT_TOO_LARGE', `a sheet holds ${max} rows at most: filter, or export as CSV`, { params: { max } });

// API tokens.
export const tokenNotFound = (id: string) =>
  error(404, 'TOKEN_NOT_FOUND', 'there is no such API token', { params: { id } });
export const tokenLimitReached = (max: number) =>
  error(409, 'TOKEN_LIMIT_REACHED', `a user can have ${max} API tokens at most`, { params: { max } });

export const tokenExpiryInvalid = (daysMax: number) =>
  badField('TOKEN_EXPIRY_INVALID', `a token stops working within ${daysMax} days from now, not before`, '/expiresAt', {
    daysMax,
  });
export const tokenTooPowerful = (permission: string) =>
  badField(
    'TOKEN_TOO_POWERFUL',
    `you may not ${permission} yourself, so a token of yours cannot either`,
    '/permissions',
    {
      permission,
    },
  );

// People and roles.
export const userNotFound = (id: string) => error(404, 'USER_NOT_FOUND', 'there is no such person', { params: { id } });
export const lastAdministrator = () =>
  error(409, 'LAST_ADMINISTRATOR', 'this is the last administrator: make somebody else one first');
export const lastPlatformAdministrator = () =>
  error(
    409,
    'LAST_PLATFORM_ADMINISTRATOR',
    'without this person nobody could run the platform: make somebody else an administrator of it first',
  );
export const alreadyAdministrator = (email: string) => {
  const message = `${email} runs the platform already`;
  return error(409, 'ALREADY_ADMINISTRATOR', message, {
    params: { email },
    fields: [{ path: '/email', code: 'ALREADY_ADMINISTRATOR', message }],
  });
};
export const platformAdministratorStays = () =>
  error(
    409,
    'PLATFORM_ADMINISTRATOR_STAYS',
    'this person runs the platform and has no other place to come in: the platform takes that from them first',
  );
export const userNotRestorable = (id: string) =>
  error(404, 'USER_NOT_RESTORABLE', 'nobody with this id was removed, or it is too long ago to be undone', {
    params: { id },
  });
export const roleNotFound = (id: string) => error(404, 'ROLE_NOT_FOUND', 'there is no such role', { params: { id } });
export const roleUnknown = (id: string) => badField('ROLE_UNKNOWN', `there is no role "${id}"`, '/roles', { id });
export const roleBuiltIn = (id: string) =>
  error(409, 'ROLE_BUILT_IN', 'this role comes with FastISP and stays as it is: make one of your own', {
    params: { id },
  });
export const roleNameTaken = (name: string) => {
  const message = `another role is already named "${name}"`;
  return error(409, 'ROLE_NAME_TAKEN', message, {
    params: { name },
    fields: [{ path: '/name', code: 'ROLE_NAME_TAKEN', message }],
  });
};
export const roleInUse = (holders: number, invitations: number) =>
  error(
    409,
    'ROLE_IN_USE',
    `${holders} people and ${invitations} invitations have this role: give them another one first`,
    { params: { holders, invitations } },
  );
export const roleLimitReached = (max: number) =>
  error(409, 'ROLE_LIMIT_REACHED', `a tenant can have ${max} roles of its own at most`, { params: { max } });
export const beyondOwnAuthority = (permission: string) =>
  error(
    403,
    'BEYOND_OWN_AUTHORITY',
    `this gives or takes ${permission}, which you do not have yourself everywhere it would hold`,
    { params: { permission } },
  );
export const alreadyMember = (email: string) =>
  error(409, 'ALREADY_MEMBER', `${email} belongs to this tenant already`, {
    params: { email },
    fields: [{ path: '/email', code: 'ALREADY_MEMBER', message: `${email} belongs to this tenant already` }],
  });
export const invitationNotFound = (id: string) =>
  error(404, 'INVITATION_NOT_FOUND', 'there is no such invitation', { params: { id } });
export const invitationInvalid = () =>
  error(410, 'INVITATION_INVALID', 'this invitation was used, revoked or is too old: ask for a new one');
export const nameMissing = () => badField('NAME_MISSING', 'say what you are called', '/name');
export const emailInvalid = (email: string) =>
  badField('EMAIL_INVALID', `"${email}" is not an email address`, '/email', { email });

// Tenants.
export const tenantNotFound = (id: number) =>
  error(404, 'TENANT_NOT_FOUND', 'there is no such tenant', { params: { id } });
export const tenantSlugTaken = (slug: string) => {
  const message = `another tenant already has the short name "${slug}"`;
  return error(409, 'TENANT_SLUG_TAKEN', message, {
    params: { slug },
    fields: [{ path: '/slug', code: 'TENANT_SLUG_TAKEN', message }],
  });
};
export const tenantIsPlatform = () =>
  error(409, 'TENANT_IS_PLATFORM', 'the first tenant runs the platform and cannot be suspended');
export const tenantLimitReached = (what: string, max: number) =>
  error(409, 'TENANT_LIMIT_REACHED', `this tenant can have ${max} ${what} at most: ask whoever runs the platform`, {
    params: { what, max },
  });

// Telemetry.
export const probeElsewhere = () =>
  error(403, 'PROBE_ELSEWHERE', 'you may test the devices of your sites, at the address that they have now');
export const exporterInvalid = (exporter: string) =>
  badField('EXPORTER_INVALID', `"${exporter}" is not an IP address`, '/exporter', { exporter });
export const flowSitesTooMany = (max: number) =>
  error(
    400,
    'FLOW_SITES_TOO_MANY',
    `there are more than ${max} devices at your sites: ask the administrator for the permission everywhere`,
    { params: { max } },
  );
export const telemetryUnavailable = (cause: unknown) =>
  error(503, 'TELEMETRY_UNAVAILABLE', 'the telemetry store does not answer: try again in a moment', { cause });
