import { expect, test } from 'vitest';
import { createResolver, type Lookup } from './resolve.ts';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

function resolverOf(answers: (() => Promise<{ address: string; family: number }>)[]) {
  let nowMs = 0;
  const asked: string[] = [];
  const lookup: Lookup = (host) => {
    asked.push(host);
    return (answers.shift() ?? (() => Promise.reject(failure('ENOTFOUND'))))();
  };
  return { resolver: createResolver({ monotonicMs: () => nowMs, lookup }), asked, pass: (ms: number) => (nowMs += ms) };
}

const found = (address: string) => (): Promise<{ address: string; family: number }> =>
  Promise.resolve({ address, family: 4 });
const lost = (code: string) => (): Promise<never> => Promise.reject(failure(code));

test('addresses need no look-up and come in one spelling', () => {
  const { resolver, asked } = resolverOf([]);
  expect(resolver.resolve('192.0.2.1')).toEqual({ address: '192.0.2.1', family: 4 });
  expect(resolver.resolve('2001:DB8:0:0::1')).toEqual({ address: '2001:db8::1', family: 6 });
  expect(asked).toEqual([]);
});

test('a name is looked up once a minute, and the old answer serves meanwhile', async () => {
  const { resolver, asked, pass } = resolverOf([found('192.0.2.1'), found('192.0.2.2')]);
  expect(await resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.1' });
  expect(resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.1' });
  expect(asked).toHaveLength(1);
  pass(61_000);
  expect(resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.1' });
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.2' });
  expect(asked).toHaveLength(2);
});

test('a resolver that is away keeps the last answer; one that says no does not', async () => {
  const { resolver, pass } = resolverOf([found('192.0.2.1'), lost('EAI_AGAIN'), lost('ENOTFOUND')]);
  await resolver.resolve('r.example');
  pass(61_000);
  void resolver.resolve('r.example');
  await new Promise(setImmediate);
  expect(resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.1' });
  pass(61_000);
  void resolver.resolve('r.example');
  await new Promise(setImmediate);
  expect(await resolver.resolve('r.example')).toBeNull();
});

test('a name that is no host is not asked for at each poll, but found when it appears', async () => {
  const { resolver, asked, pass } = resolverOf([lost('ENOTFOUND'), found('192.0.2.1')]);
  expect(await resolver.resolve('r.example')).toBeNull();
  expect(await resolver.resolve('r.example')).toBeNull();
  expect(asked).toHaveLength(1);
  pass(11_000);
  expect(await resolver.resolve('r.example')).toMatchObject({ address: '192.0.2.1' });
});

test('few look-ups run at once, and askers of one name share one', async () => {
  let running = 0;
  let runningMax = 0;
  const lookup: Lookup = async () => {
    running += 1;
    runningMax = Math.max(runningMax, running);
    await new Promise(setImmediate);
    running -= 1;
    return { address: '192.0.2.1', family: 4 };
  };
  const resolver = createResolver({ monotonicMs: () => 0, lookup });
  const hosts = Array.from({ length: 20 }, (_, i) => `r${i % 10}.example`);
  expect(await Promise.all(hosts.map((host) => resolver.resolve(host)))).toHaveLength(20);
  expect(runningMax).toBeLessThanOrEqual(2);
});
