/** `admin create`, `token create`, `tenant create`. */
import { makeAdministrator, makeTenant, makeToken } from '@fastisp/noc-api/console/console';
import { invitationLink } from '@fastisp/noc-api/people/link';
import { publicAddress } from '../address.ts';
import { readCliConfig } from '../config.ts';
import { withDatabase } from '../database.ts';
import { exitCodes, numberOption, type RunCommand, textOption, UsageError } from '../run.ts';

const nowMs = Date.now;
const firstTenant = 1;

export const adminCreate: RunCommand = async ({ env, words, say }, options) => {
  const order = {
    email: textOption(options, 'email') ?? '',
    name: textOption(options, 'name'),
    tenantId: numberOption(options, 'tenant') ?? firstTenant,
    platform: options['platform'] === true,
    resetPassword: options['reset-password'] === true,
    resetSecondFactor: options['reset-second-factor'] === true,
  };
  const made = await withDatabase(readCliConfig(env), (relational) => makeAdministrator({ relational, nowMs }, order));
  say(made.isNewAccount ? words.adminCreated(made.email) : words.adminGranted(made.email));
  say(made.oneTimePassword === null ? words.passwordKept : words.oneTimePassword(made.oneTimePassword));
  return exitCodes.fine;
};

export const tokenCreate: RunCommand = async ({ env, words, say, note }, options) => {
  const order = {
    email: textOption(options, 'email') ?? '',
    tenantId: numberOption(options, 'tenant'),
    name: textOption(options, 'name') ?? '',
    expiresInDays: numberOption(options, 'days', tokenDaysMax),
    permissions: textOption(options, 'permissions')?.split(','),
  };
  const made = await withDatabase(readCliConfig(env), (relational) => makeToken({ relational, nowMs }, order));
  note(words.tokenCreated(made.name, made.expiresAt ?? ''));
  say(made.token);
  return exitCodes.fine;
};

/** As the API has it. */
const tokenDaysMax = 365;

export const tenantCreate: RunCommand = async ({ env, words, say }, options) => {
  const config = readCliConfig(env);
  const slug = textOption(options, 'slug');
  if (slug !== undefined && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug)) throw new UsageError('--slug');
  const name = textOption(options, 'name')?.trim() ?? '';
  if (name === '') throw new UsageError('--name');
  const administratorEmail = textOption(options, 'admin') ?? '';
  const made = await withDatabase(config, (relational) =>
    makeTenant({ relational, nowMs }, { name, slug, administratorEmail }),
  );
  say(words.tenantCreated(made.tenant.name, made.tenant.id));
  say(words.invitation(administratorEmail, invitationLink(publicAddress(config), made.token)));
  return exitCodes.fine;
};
