import { waitFor } from '@fastisp/core/testing/wait-for';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guessLimits } from '#accounts/guess-limits.ts';
import { TestMailServer } from '#mail/testing/smtp.ts';
import { makePerson, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let mails: TestMailServer;
let world: World;
beforeAll(async () => {
  mails = await TestMailServer.start();
  world = await createWorld({
    env: { SMTP_URL: mails.url, MAIL_FROM: 'FastISP <noc@example.net>', PUBLIC_URL: 'https://noc.example.net' },
  });
});
afterAll(async () => {
  await world.stop();
  await mails.close();
});

const invite = async (by: TestPerson, email: string) => {
  const body = { email, roles: ['noc'] };
  const answer = await world.ask<{ code?: string; params?: unknown }>('POST', '/api/v1/invitations', {
    ...{ headers: by.headers, body },
  });
  return { status: answer.status, code: answer.body.code, params: answer.body.params };
};

test('one person has only so many mails sent in an hour; what was refused does not count, others are not held up', async () => {
  const [ana, beto] = [
    await makePerson(world, { tenant: world.tenant, roles: ['admin'] }),
    await makePerson(world, { tenant: world.tenant, roles: ['admin'] }),
  ];
  expect(await invite(ana, 'no address')).toMatchObject({ status: 400 });
  const { max } = guessLimits.invitationMails;
  for (let n = 1; n <= max; n += 1)
    expect(await invite(ana, `tecnico-${n}@example.net`)).toMatchObject({ status: 201 });
  const refused = await invite(ana, 'uno-mas@example.net');
  expect(refused).toMatchObject({
    status: 429,
    code: 'INVITATIONS_LIMITED',
    params: { retryAfterS: expect.any(Number) },
  });
  const { rows } = await world.database.withTenant(world.tenant, (tx) =>
    sql`select from invitations where email = 'uno-mas@example.net'`.execute(tx),
  );
  expect(rows).toHaveLength(0);
  expect(await invite(beto, 'uno-mas@example.net')).toMatchObject({ status: 201 });
});

test('the first administrator of a new tenant gets the link by mail, which names that tenant', async () => {
  const body = { name: 'Red Ñandú', administrator: { email: 'duena@example.net' } };
  const made = await world.ask<{ link: string }>('POST', '/api/v1/platform/tenants', { body });
  expect(made.status).toBe(201);
  const mail = await waitFor('the mail is there', () =>
    Promise.resolve(mails.received.find(({ to }) => to.includes('duena@example.net'))),
  );
  expect(mail.text).toContain(made.body.link.split('#')[1] ?? made.body.link);
  expect(mail.text).toContain('Red Ñandú');
});
