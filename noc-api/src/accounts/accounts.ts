/** All that a person's account can do, put together. */
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import type { Sessions } from '#identity/ports.ts';
import type { MailQueue } from '#mail/ports.ts';
import { createDevices, type Devices } from './devices.ts';
import { createGoogle, type Google, type GoogleSettings } from './google.ts';
import { createGuessLimits } from './guess-limits.ts';
import { createLinks, type Links } from './links/links.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createPasskeys, type Passkeys } from './passkeys/passkeys.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createProfile, type Profile } from './profile.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export interface Accounts {
  readonly signIn: SignIn;
  readonly passwords: Passwords;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly google: Google;
  readonly links: Links;
  readonly recovery: Recovery;
  readonly devices: Devices;
  readonly profile: Profile;
  readonly mail: MailQueue;
}

export interface AccountsDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly mail: MailQueue;
  readonly google: GoogleSettings | null;
}

export function createAccounts(given: AccountsDeps): Accounts {
  const deps = { ...given, limits: createGuessLimits(given), tokens: createOneTimeTokens(given) };
  const passwords = createPasswords(deps);
  const secondFactor = createSecondFactor({ ...deps, passwords });
  const signIn = createSignIn({ ...deps, passwords, secondFactor });
  return {
    signIn,
    passwords,
    secondFactor,
    passkeys: createPasskeys({ ...deps, passwords, signIn }),
    google: createGoogle(given.google, { ...deps, signIn }),
    links: createLinks(deps),
    recovery: createRecovery(deps),
    devices: createDevices(deps),
    profile: createProfile({ ...deps, secondFactor }),
    mail: given.mail,
  };
}
