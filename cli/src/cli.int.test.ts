import { freeTcpPort } from '@fastisp/core/testing/free-port';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { newId } from '@fastisp/core/ids';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { startProgram, userModes } from '@fastisp/core/testing/as-user';
import { createTokens } from '@fastisp/noc-api/identity/tokens';
import { nocApiMigrations } from '@fastisp/noc-api/migrations';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNames } from './doctor/words.ts';
import { databaseUrl } from './testing/database-url.ts';
import { fastisp } from './testing/fastisp.ts';

let database: TestDatabase;
let env: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'fastisp-cli-'));

beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  env = {
    DATABASE_URL: await databaseUrl(database.access.runtime),
    DATABASE_MIGRATION_URL: await databaseUrl(database.access.owner),
    FASTISP_HOME: join(folder, 'home'),
    FASTISP_SECRET_KEY: randomBytes(32).toString('base64'),
    PORT: String(await freeTcpPort()),
    FLOW_NETFLOW_PORT: '0',
    FLOW_IPFIX_PORT: '0',
  };
  await database.withSystem((tx) => tx.insertInto('tenants').values({ id: 1, name: 'Uno', slug: 'uno' }).execute());
});

afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

describe('usage', () => {
  test('help is in the language asked for', async () => {
    expect((await fastisp([], { LANG: 'es_PY.UTF-8' })).stdout).toContain('Uso: fastisp COMANDO');
    expect((await fastisp(['--help'], { LANG: 'en_US.UTF-8' })).stdout).toContain('Usage: fastisp COMMAND');
  });

  test.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['admin', 'create'], '--email'],
    [['token', 'create', '--email', 'a@b.example', '--name', 'x', '--days', 'many'], '--days'],
    [['keys', 'rotate', '--nonsense'], '--nonsense'],
    [['keys', 'rotate', 'extra'], 'extra'],
    [['keys'], 'keys rotate [--new-key]'],
    [['audit', 'verify', '--tenant', '0'], '--tenant'],
    [['audit', 'verify', '--heads'], '--heads'],
  ])('%j ends with 2 and says what is wrong', async (args, sentence) => {
    const answer = await fastisp(args, env);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toContain(sentence);
    expect(answer.stdout).toBe('');
  });

  test('a configuration that cannot be is told whole, with 1', async () => {
    const answer = await fastisp(['audit', 'verify'], { ...env, DATABASE_URL: 'mysql://x', PORT: 'no' });
    expect(answer.code).toBe(1);
    expect(answer.stderr).toMatch(/PORT[\s\S]*DATABASE_URL/);
  });
});

describe('a home that cannot be', () => {
  const homes = ['/proc/x', '/etc/hostname', '/etc/hostname/y'];
  const commands = [
    ['audit', 'verify'],
    ['tenant', 'create', '--name', 'Uno', '--admin', 'a@isp.example'],
    ['token', 'create', '--email', 'a@isp.example', '--name', 'x'],
  ];
  test.each(homes.flatMap((home) => commands.map((args) => [home, args] as const)))(
    '%s is told to %j, in a sentence',
    async (home, args) => {
      const answer = await fastisp(args, { FASTISP_HOME: home, LANG: 'es' });
      expect(answer).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('(HOME_NOT_WRITABLE)') });
      expect(answer.stderr).toContain('ponga FASTISP_HOME en otra');
    },
  );

  test('whose keys cannot be read is not one without keys', async () => {
    const answer = await fastisp(['keys', 'list'], { FASTISP_HOME: '/etc/hostname', LANG: 'es' });
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('(HOME_NOT_WRITABLE)') });
  });
});

describe('people', () => {
  test('admin create makes an account with a one-time password', async () => {
    const answer = await fastisp(['admin', 'create', '--email', 'Ana@ISP.example', '--name', 'Ana'], env);
    expect(answer.code).toBe(0);
    expect(answer.stdout).toMatch(/One-time password, shown this once: ([a-z2-9]{5}-){3}[a-z2-9]{5}\n/);
    const user = await database.db
      .selectFrom('auth_user')
      .selectAll()
      .where('email', '=', 'ana@isp.example')
      .executeTakeFirstOrThrow();
    expect(user).toMatchObject({ name: 'Ana', must_change_password: true });
  });

  test('admin create takes the second factors of somebody who lost them, when asked', async () => {
    const { id } = await database.db
      .selectFrom('auth_user')
      .select('id')
      .where('email', '=', 'ana@isp.example')
      .executeTakeFirstOrThrow();
    const passkey = { id: newId(), user_id: id, name: 'llave', credential_id: 'lost', public_key: Buffer.from([0]) };
    await database.db.insertInto('passkeys').values(passkey).execute();
    const left = () => database.db.selectFrom('passkeys').select('id').where('user_id', '=', id).execute();
    await fastisp(['admin', 'create', '--email', 'ana@isp.example'], env);
    expect(await left()).toHaveLength(1);
    await fastisp(['admin', 'create', '--email', 'ana@isp.example', '--reset-second-factor'], env);
    expect(await left()).toEqual([]);
  });

  test('of somebody there is it keeps the password, unless asked', async () => {
    const again = await fastisp(['admin', 'create', '--email', 'ana@isp.example'], env);
    expect(again.stdout).toContain('The password stays');
    const reset = await fastisp(['admin', 'create', '--email', 'ana@isp.example', '--reset-password'], env);
    expect(reset.stdout).toContain('One-time password');
  });

  test('token create makes a token that works, alone on standard output', async () => {
    const args = ['token', 'create', '--email', 'ana@isp.example', '--name', 'grafana', '--permissions', 'device:read'];
    const answer = await fastisp(args, env);
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^fisp_[\w-]{43}\n$/) });
    const tokens = createTokens({ relational: database, clock: { nowMs: Date.now } });
    const principal = await tokens.find(answer.stdout.trim(), { address: '192.0.2.1', userAgent: null });
    expect(principal?.authority.can('device:read')).toBe(true);
    expect(principal?.authority.can('device:create')).toBe(false);
  });

  test.each([
    [['token', 'create', '--email', 'nobody@isp.example', '--name', 'x'], 'USER_NOT_FOUND'],
    [['admin', 'create', '--email', 'no address'], 'EMAIL_INVALID'],
    [['admin', 'create', '--email', 'b@isp.example', '--tenant', '77'], 'TENANT_NOT_FOUND'],
  ])('%j is refused with its code', async (args, code) => {
    const answer = await fastisp(args, env);
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain(code);
  });

  test('in Spanish the reason is in Spanish too', async () => {
    const refused = async (args: readonly string[]) => (await fastisp(args, { ...env, LANG: 'es' })).stderr;
    expect(await refused(['admin', 'create', '--email', 'x'])).toBe(
      'No se pudo: «x» no es una dirección de correo (EMAIL_INVALID)\n',
    );
    expect(await refused(['admin', 'create', '--email', 'b@isp.example', '--tenant', '77'])).toContain(
      'no existe la empresa 77',
    );
  });

  test('tenant create makes a tenant and an invitation', async () => {
    const args = ['tenant', 'create', '--name', 'Red Sur', '--slug', 'red-sur', '--admin', 'sur@isp.example'];
    const answer = await fastisp(args, { ...env, PUBLIC_URL: 'https://noc.example.net' });
    expect(answer.code).toBe(0);
    expect(answer.stdout).toMatch(/https:\/\/noc\.example\.net\/invitation#[\w-]{43}/);
    expect((await fastisp(args, env)).stderr).toContain('TENANT_SLUG_TAKEN');
    const tenants = await database.withSystem((tx) => tx.selectFrom('tenants').select('slug').orderBy('id').execute());
    expect(tenants).toEqual([{ slug: 'uno' }, { slug: 'red-sur' }]);
  });
});

describe('audit verify', () => {
  test('finds every chain whole, then the one that somebody changed', async () => {
    const whole = await fastisp(['audit', 'verify'], env);
    expect(whole.code).toBe(0);
    expect(whole.stdout).toMatch(/^Whole: tenant 1 \(Uno\), \d+ entries/m);
    expect(whole.stdout).toMatch(/^Whole: tenant 2 \(Red Sur\)/m);

    const json = await fastisp(['audit', 'verify', '--json'], env);
    const heads = json.stdout.split('\n').filter((line) => line !== '');
    expect(heads.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ tenantId: 1, ok: true, problem: null, headHash: expect.stringMatching(/^\w{64}$/) }),
    );
    const path = join(folder, 'heads.jsonl');
    writeFileSync(path, json.stdout);
    const fits = await fastisp(['audit', 'verify', '--heads', path], env);
    expect(fits).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('The same as the 1 hashes noted: tenant 1'),
    });
    writeFileSync(path, heads.map((line) => line.replace(/"headHash":"\w{4}/, '"headHash":"ffff')).join('\n'));
    const differs = await fastisp(['audit', 'verify', '--heads', path], { ...env, LANG: 'es' });
    expect(differs).toMatchObject({ code: 1, stderr: expect.stringMatching(/ALTERADA: .*no es la que se anotó/) });
    writeFileSync(path, 'nothing\n');
    expect((await fastisp(['audit', 'verify', '--heads', path], env)).code).toBe(1);
    expect((await fastisp(['audit', 'verify', '--heads', join(folder, 'absent')], env)).stderr).toContain(
      'cannot be read',
    );

    const intruder = new Client(database.superuser.client);
    await intruder.connect();
    await intruder.query(`update audit_entries set user_name = 'somebody else' where tenant_id = 1 and seq = 2`);
    await intruder.end();
    const broken = await fastisp(['audit', 'verify'], { ...env, LANG: 'es' });
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('ALTERADA: empresa 1 (Uno): la entrada 2 fue cambiada');
    expect((await fastisp(['audit', 'verify', '--tenant', '2'], env)).code).toBe(0);
  });
});

/** What is wrong with a node: its file of keys, by mode and content, or a variable. */
type Broken = { keys?: number; text?: string } & Record<string, unknown>;

describe('doctor', () => {
  test('of a healthy installation ends with 0', async () => {
    const answer = await fastisp(['doctor'], env);
    expect(answer.code).toBe(0);
    expect(answer.stdout).toMatch(/✔ PostgreSQL: answers, version \d+/);
    expect(answer.stdout).toMatch(/✔ Time zones/);
    expect(answer.stdout).toMatch(/✔ Keys: 0 secrets/);
    expect(answer.stdout).toMatch(/! Service: nobody answers/);
  });

  test('says what to do about a database and a column store that are away, and ends with 1', async () => {
    const nowhere = await freeTcpPort();
    const answer = await fastisp(['doctor'], {
      ...env,
      DATABASE_URL: `postgres://x:hunter2@127.0.0.1:${nowhere}/fastisp`,
      CLICKHOUSE_URL: `http://u:hunter2@127.0.0.1:${nowhere}/fastisp`,
    });
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(/✘ PostgreSQL: .*DATABASE_UNREACHABLE/);
    expect(answer.stdout).toMatch(/✘ ClickHouse: .*check CLICKHOUSE_URL/);
    expect(answer.stdout + answer.stderr).not.toContain('hunter2');
  });

  test('finds the program that has our port', async () => {
    const other = await listening();
    const answer = await fastisp(['doctor'], { ...env, LANG: 'es', PORT: String(portOf(other)) });
    other.close();
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(/✘ Servicio: en http:\S+ responde otro programa: cambie PORT/);
  });

  test('as JSON has every finding, for scripts', async () => {
    const answer = await fastisp(['doctor', '--json'], env);
    const { ok, problems, findings } = JSON.parse(answer.stdout) as {
      ok: boolean;
      problems: number;
      findings: { check: string; level: string }[];
    }; // as doctor writes it
    expect({ code: answer.code, ok, problems }).toEqual({ code: 0, ok: true, problems: 0 });
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(checkNames));
    const wrong = await fastisp(['doctor', '--json'], { ...env, SESSION_DAYS: 'some' });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ ok: false, findings: [{ check: 'config', level: 'problem' }] });
  });

  test.each([
    ['a file of keys that is gone', { FASTISP_SECRET_KEYS_FILE: '/nowhere/keys' }, /✘ Claves: no se puede leer .*keys/],
    ['a file of keys that others may read', { keys: 0o644 }, /✘ Claves: otros usuarios .*chmod 600/],
    ['a file of keys that holds none', { keys: 0o600, text: 'nonsense' }, /✘ Claves: la clave .* 32 bytes/],
    ['a home that is a file', { FASTISP_HOME: '/etc/hostname' }, /✘ Carpeta de datos: .*FASTISP_HOME/],
    ['a home where nothing can be made', { FASTISP_HOME: '/proc/x' }, /✘ Carpeta de datos: .*\/proc/],
    ['a home that would be made in a file', { FASTISP_HOME: '/etc/hostname/fastisp' }, /✘ Carpeta de datos/],
  ])('of a node that is stopped finds %s', async (_name, { keys, text, ...more }: Broken, sentence) => {
    const home = mkdtempSync(join(folder, 'stopped-'));
    const path = join(home, 'secret.key');
    if (keys !== undefined) writeFileSync(path, text ?? `${randomBytes(32).toString('base64')}\n`, { mode: keys });
    const { PORT = '', FLOW_NETFLOW_PORT = '', FLOW_IPFIX_PORT = '' } = env;
    const stopped = { FASTISP_HOME: home, LANG: 'es', PORT, FLOW_NETFLOW_PORT, FLOW_IPFIX_PORT, ...more };
    const answer = await fastisp(['doctor'], stopped);
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(sentence);
  });

  test('lists the variables that are wrong', async () => {
    const answer = await fastisp(['doctor'], { ...env, SESSION_DAYS: 'some' });
    expect(answer.code).toBe(1);
    expect(answer.stdout).toContain('SESSION_DAYS');
  });
});

describe("a single node's own database", () => {
  const [mode] = userModes();
  const home = join(folder, 'node');

  test('is started for a command while the node is stopped, and reached by its socket while it runs', async () => {
    if (mode === undefined) throw new Error('there is one way to run at least');
    const node = { FASTISP_HOME: home };
    const stopped = await fastisp(['audit', 'verify'], node);
    expect(stopped).toMatchObject({ code: 0, stderr: expect.stringContaining('no entries yet') });

    const program = resolve(import.meta.dirname, '../../core/src/testing/postgres-process.ts');
    const running = startProgram(mode, program, [home]);
    await running.firstLine;
    const made = await fastisp(['tenant', 'create', '--name', 'Uno', '--admin', 'a@isp.example'], node);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('Tenant made: Uno (number 1)') });
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);

    const after = await fastisp(['audit', 'verify'], node);
    expect(after).toMatchObject({ code: 0, stdout: expect.stringContaining('Whole: tenant 1 (Uno)') });
  });
});

const listening = (): Promise<Server> =>
  new Promise((done) => {
    const server = createServer((_request, response) => response.end('another program'));
    server.listen(0, '127.0.0.1', () => done(server));
  });

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it listens on a port');
  return address.port;
}
