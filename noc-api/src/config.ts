import {
  columnStoreEnv,
  homeEnv,
  httpEnv,
  processEnv,
  relationalEnv,
  retentionEnv,
  secretEnv,
} from '@fastisp/core/config/base-env';
import { envInteger, envOptional, envOptionalUrl, envString, type EnvValues } from '@fastisp/core/config/env-schema';

export const nocApiEnv = {
  ...processEnv,
  ...httpEnv,
  ...homeEnv,
  ...secretEnv,
  ...relationalEnv,
  ...columnStoreEnv,
  ...retentionEnv,
  PUBLIC_URL: envOptionalUrl(
    'Address that people type, when a proxy in front changes the Host header: https://noc.example.net. Absent: the Host header is right.',
    { protocols: ['http:', 'https:'] },
  ),
  FASTISP_TENANT_NAME: envString('Name of the first tenant, made at the first start.', { default: 'FastISP' }),
  FASTISP_ADMIN_EMAIL: envString('Address that the first administrator signs in with.', {
    default: 'admin@fastisp.local',
  }),
  FASTISP_BOOTSTRAP_TOKEN: envOptional(
    'API token of the first administrator, at least 32 characters, so that scripts can set a machine up.',
    { secret: true, minLength: 32 },
  ),
  API_REQUESTS_PER_MINUTE: envInteger('Requests that one user may send in a minute; more are answered 429.', {
    min: 60,
    max: 1_000_000,
    default: 3_000,
  }),
  SMTP_URL: envOptionalUrl(
    'Mail server, with user and password in the URL: smtps://user:password@mail.example.net:465, or smtp://…:587 for STARTTLS. Needs MAIL_FROM and PUBLIC_URL. Absent: no mails; administrators hand links over.',
    { protocols: ['smtp:', 'smtps:'], secret: true },
  ),
  MAIL_FROM: envOptional('Sender of our mails: FastISP <noc@example.net>.'),
  GOOGLE_CLIENT_ID: envOptional(
    'OAuth client for sign-in with Google, whose redirect URI is PUBLIC_URL/api/auth/google/callback. Absent: no such sign-in.',
  ),
  GOOGLE_CLIENT_SECRET: envOptional('Secret of that client.', { secret: true }),
  GOOGLE_ISSUER: envString('OpenID Connect issuer; another one than Google works too.', {
    default: 'https://accounts.google.com',
  }),
  SESSION_DAYS: envInteger('Days that a sign-in lasts without use.', { min: 1, max: 365, default: 7 }),
  DELETED_DEVICE_DAYS: envInteger('Days that the removal of a device can be undone.', {
    min: 1,
    max: 365,
    default: 30,
  }),
  AUDIT_DAYS: envInteger('Days that the audit log keeps an entry, unless a tenant says otherwise.', {
    min: 30,
    max: 36_500,
    default: 1_095,
  }),
  EVENT_DAYS: envInteger('Days that events are kept.', { min: 1, max: 3_650, default: 90 }),
};

export type NocApiConfig = EnvValues<typeof nocApiEnv>;
