import { newId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';

/** An account with a password. @param person.email lower case. */
export async function createAccount(
  tx: Tx,
  person: {
    id: string;
    name: string;
    email: string;
    locale: string;
    passwordHash: string;
    emailVerified?: boolean;
    mustChangePassword?: boolean;
  },
): Promise<void> {
  const { id, name, email, locale } = person;
  await tx
    .insertInto('auth_user')
    .values({
      ...{ id, name, email, locale },
      email_verified: person.emailVerified ?? false,
      must_change_password: person.mustChangePassword ?? false,
    })
    .execute();
  await tx
    .insertInto('auth_account')
    .values({
      id: newId(),
      user_id: id,
      account_id: id,
      provider_id: 'credential', // better-auth's name for a password
      password: person.passwordHash,
    })
    .execute();
}
