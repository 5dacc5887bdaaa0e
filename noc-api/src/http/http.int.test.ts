import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '60', PUBLIC_URL: 'https://noc.example.net' } });
});
afterAll(() => world.stop());

const text = async (path: string) => (await fetch(`${world.url}${path}`)).text();

test('is ready once it has started', async () => {
  expect(await text('/readyz')).toContain('"ready":true');
});

test('answers what is nowhere with a problem document', async () => {
  const answer = await world.ask('GET', '/api/v1/nothing-here');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('behind a proxy, the public address is what pages come from', async () => {
  const signIn = (origin: string) =>
    world.ask('POST', '/api/auth/sign-in/email', {
      body: { email: 'nobody@example.net', password: 'whatever it is' },
      headers: { origin },
    });
  expect((await signIn('https://noc.example.net')).body['code']).toBe('SIGN_IN_REFUSED');
  expect((await signIn('http://noc.example.net')).body['code']).toBe('ORIGIN_REFUSED');
});

test('every answer bears the headers that make browsers careful', async () => {
  const { headers } = await world.ask('GET', '/api/v1/session', { headers: { 'x-forwarded-proto': 'https' } });
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect((await world.ask('GET', '/api/v1/session')).headers.get('strict-transport-security')).toBeNull();
});

test('requests are measured by route, without ids', async () => {
  await world.ask('GET', '/api/v1/devices/01920000-0000-7000-8000-000000000000');
  const metrics = await text('/metrics');
  expect(metrics).toMatch(
    /noc_api_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/devices\/:id",status="404"\} 1/,
  );
  expect(metrics).not.toContain('01920000');
});

test('one who asks too much waits, and is told how long', async () => {
  let last = await world.ask('GET', '/api/v1/session');
  for (let i = 0; i < 60 && last.status === 200; i += 1) last = await world.ask('GET', '/api/v1/session');
  expect([last.status, last.body['code']]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
});
