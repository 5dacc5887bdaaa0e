/** A browser as the API sees one: cookies that it keeps, a User-Agent, an address. */
import { newId } from '@fastisp/core/ids';
import { hashPassword } from '#identity/password-hash.ts';
import type { BuiltInRoleId } from '#identity/roles.ts';
import type { Answer, World } from '#testing/world.ts';

export interface TestBrowser {
  ask<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  /** A cookie's value; empty when there is none. */
  cookie(name: string): string;
  setCookie(name: string, value: string): void;
}

export function createBrowser(
  world: Pick<World, 'url'>,
  options: { userAgent?: string; address?: string; https?: boolean; host?: string } = {},
): TestBrowser {
  const cookies = new Map<string, string>();
  const keep = (setCookie: string) => {
    const [pair = '', ...attributes] = setCookie.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.some((each) => /^max-age=0$/i.test(each))) cookies.delete(name);
    else cookies.set(name, pair.slice(at + 1));
  };
  return {
    cookie: (name) => cookies.get(name) ?? '',
    setCookie: (name, value) => void cookies.set(name, value),
    ask: async <Body>(method: string, path: string, body?: unknown) => {
      const response = await fetch(path.startsWith('http') ? path : `${world.url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          'user-agent': options.userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
          'x-forwarded-for': options.address ?? '192.0.2.1',
          ...(options.https === true && { 'x-forwarded-proto': 'https' }),
          ...(options.host !== undefined && { 'x-forwarded-host': options.host }),
          ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      for (const each of response.headers.getSetCookie()) keep(each);
      const text = await response.text();
      const parsed = (text === '' ? {} : JSON.parse(text)) as Body; // the test says what it expects
      return { status: response.status, headers: response.headers, body: parsed };
    },
  };
}

/** Straight into the tables, with a password that need not be changed. */
export async function addPerson(
  world: Pick<World, 'database' | 'tenant'>,
  person: { email: string; password: string; role?: BuiltInRoleId; tenant?: number; locale?: string },
): Promise<{ id: string }> {
  const id = newId();
  const password = await hashPassword(person.password);
  await world.database.withSystem(async (tx) => {
    const name = person.email.split('@')[0] ?? '';
    await tx
      .insertInto('auth_user')
      .values({ id, name, email: person.email, locale: person.locale ?? 'es' })
      .execute();
    await tx
      .insertInto('auth_account')
      .values({ id: newId(), user_id: id, account_id: id, provider_id: 'credential', password })
      .execute();
    const member = { tenant_id: person.tenant ?? world.tenant, user_id: id };
    await tx.insertInto('memberships').values(member).execute();
    await tx
      .insertInto('membership_roles')
      .values({ ...member, built_in: person.role ?? 'noc' })
      .execute();
  });
  return { id };
}
