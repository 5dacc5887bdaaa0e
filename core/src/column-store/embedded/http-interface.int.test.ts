/** ClickHouse's HTTP interface as the embedded engine speaks it, for clients other than ours too. */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpRequest, startTestEngine, type TestEngine } from '../testing/embedded-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ limits: { bodyBytesMax: 100_000, sqlBytesMax: 10_000, hungGraceMs: 300 } });
  await engine.store.command(`
    CREATE TABLE t (a UInt32, b String) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100`);
});
afterAll(() => engine.remove());

const ask = (params: Record<string, string>, options?: Parameters<typeof httpRequest>[2]) =>
  httpRequest(engine.store, { database: 'fastisp', ...params }, options);
const query = (text: string, params: Record<string, string> = {}) => ask({ query: text, readonly: '1', ...params });

describe('who may ask', () => {
  it('answers /ping to anybody, and nothing else', async () => {
    const nobody = { authorization: '' };
    expect((await ask({}, { path: '/ping', method: 'GET', headers: nobody })).text).toBe('Ok.\n');
    const refused = await ask({ query: 'SELECT 1' }, { headers: nobody });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-clickhouse-exception-code')).toBe('516');
  });

  it.each([
    [
      'a wrong password',
      (password: string) => ({ 'x-clickhouse-user': 'fastisp', 'x-clickhouse-key': `${password}x` }),
      403,
    ],
    ['another user', (password: string) => ({ 'x-clickhouse-user': 'default', 'x-clickhouse-key': password }), 403],
    ['the right ones', (password: string) => ({ 'x-clickhouse-user': 'fastisp', 'x-clickhouse-key': password }), 200],
  ])('takes X-ClickHouse-User and -Key: %s', async (_name, headersOf, status) => {
    const headers = headersOf(engine.store.address()?.password ?? '');
    expect((await ask({ query: 'SELECT 1' }, { headers: { ...headers, authorization: '' } })).status).toBe(status);
  });

  it('listens on loopback only', () => {
    expect(engine.store.address()?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('what it answers', () => {
  it.each([
    ['JSONEachRow', '{"n":1,"s":"a"}\n'],
    ['TabSeparated', '1\ta\n'],
    ['CSVWithNames', '"n","s"\n1,"a"\n'],
    ['TSVWithNamesAndTypes', 'n\ts\nUInt8\tString\n1\ta\n'],
  ])('the format of FORMAT and of default_format: %s', async (format, text) => {
    const sql = "SELECT 1 AS n, 'a' AS s";
    const named = await query(`${sql} FORMAT ${format}`);
    expect(named.text).toBe(text);
    expect(named.headers.get('x-clickhouse-format')).toBe(format);
    expect((await query(sql, { default_format: format })).text).toBe(text);
  });

  it('one document for a format with head and foot, however many blocks', async () => {
    const answer = await query('SELECT number FROM numbers(200000) FORMAT JSON');
    const document = JSON.parse(answer.text) as { rows: number; data: unknown[] };
    expect([document.rows, document.data.length]).toEqual([200_000, 200_000]);
  });

  it('the statement from the body, and from both in order', async () => {
    expect((await ask({ readonly: '1' }, { body: 'SELECT 1 + 1;\n-- and a comment' })).text).toBe('2\n');
    expect((await ask({ query: 'SELECT 1', readonly: '1' }, { body: '+ 2' })).text).toBe('3\n');
  });

  it('query id, time zone, summary', async () => {
    const answer = await query('SELECT 1 FORMAT JSON', { query_id: 'mine' });
    expect(answer.headers.get('x-clickhouse-query-id')).toBe('mine');
    expect(answer.headers.get('x-clickhouse-timezone')).toBe('UTC');
    const insert = await ask({ query: 'INSERT INTO t FORMAT TSV' }, { body: '900\tx\n901\ty\n' });
    expect(JSON.parse(insert.headers.get('x-clickhouse-summary') ?? '{}')).toMatchObject({ written_rows: '2' });
  });

  it.each([
    ['SELECT * FROM nope', '60', 404, 'UNKNOWN_TABLE'],
    ['SELECT nope', '47', 404, 'UNKNOWN_IDENTIFIER'],
    ['SELECT (', '62', 400, 'SYNTAX_ERROR'],
    ['', '62', 400, 'empty query'],
    ['SELECT 1; DROP TABLE t', '62', 400, 'Multi-statements'],
    ['SELECT 1 FORMAT Nope', '73', 400, 'UNKNOWN_FORMAT'],
  ])('errors in ClickHouse’s way: %s', async (sql, code, status, word) => {
    const answer = await query(sql);
    expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([status, code]);
    expect(answer.text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: `));
    expect(answer.text).toContain(word);
  });

  it('404 and 405 to what it does not have', async () => {
    expect((await ask({}, { path: '/play', method: 'GET' })).status).toBe(404);
    expect((await ask({}, { method: 'DELETE' })).status).toBe(405);
    expect((await query('SELECT 1', { session_id: 'a' })).headers.get('x-clickhouse-exception-code')).toBe('344');
    expect((await query('SELECT 1', { no_such_setting: '1' })).headers.get('x-clickhouse-exception-code')).toBe('115');
  });

  it('a client of the same library, with its own formats', async () => {
    const address = engine.store.address();
    if (address === null) throw new Error('no engine');
    const client = createClient({
      url: address.url,
      username: address.user,
      password: address.password,
      database: 'fastisp',
    });
    await client.insert({ table: 't', values: [{ a: 1_000, b: 'x' }], format: 'JSONEachRow' });
    const answer = await client.query({ query: 'SELECT a, b FROM t WHERE a = {a:UInt32}', query_params: { a: 1_000 } });
    expect((await answer.json<{ a: number; b: string }>()).data).toEqual([{ a: 1_000, b: 'x' }]);
    await client.close();
  });
});

describe('settings', () => {
  it('hold for one request only', async () => {
    const sql = "SELECT getSetting('max_threads')";
    const [before, , after] = [await query(sql), await query(sql, { max_threads: '3' }), await query(sql)];
    expect((await query(sql, { max_threads: '3' })).text).toBe('3\n');
    expect(after.text).toBe(before.text);
  });

  it('kill a statement that goes on behind its time limit', async () => {
    const startedMs = performance.now();
    const answer = await query('SELECT sum(sipHash64(number)) FROM numbers(1000000000000)', {
      max_execution_time: '0.2',
    });
    expect(['159', '394']).toContain(answer.headers.get('x-clickhouse-exception-code'));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

describe('a read-only request', () => {
  const outside = (): string => join(engine.home, 'written-outside.txt');

  it.each([
    ['INSERT INTO t VALUES (1, 2)'],
    ['CREATE TABLE x (a UInt8) ENGINE = Memory'],
    ['SELECT * FROM file($passwd)'],
    ['SELECT * FROM (SELECT * FROM file($passwd, LineAsString) SETTINGS readonly = 0)'],
    ['SELECT * FROM (SELECT * FROM `file`($passwd, LineAsString) SETTINGS `readonly` = 0)'],
    ['SELECT * FROM (SELECT * FROM file($passwd, LineAsString) SETTINGS `read\\x6fnly` = 0)'],
    ['SELECT file($passwd)'],
    ['SELECT file/**/($passwd)'],
    ['DESCRIBE TABLE file($passwd)'],
    ['DESC url($url, LineAsString)'],
    ['SELECT * FROM (DESCRIBE TABLE file($passwd))'],
    ['SELECT * FROM url($url, LineAsString)'],
    ["SELECT 1 INTO OUTFILE '$outside'"],
    ["SELECT 1 INTO/**/outfile '$outside'"],
    ["INSERT INTO FUNCTION file('$outside', 'CSV', 'a UInt8') VALUES (1)"],
    ['KILL QUERY WHERE 1'],
    ['SET readonly = 0'],
    ['SYSTEM FLUSH LOGS'],
    ['SELECT 1 -- x\n; SET readonly = 0'],
  ])('may not: %s', async (template) => {
    const sql = template
      .replace('$passwd', "'/etc/passwd'")
      .replace('$url', "'http://127.0.0.1:1/'")
      .replace('LineAsString', "'LineAsString', 'line String'")
      .replace('$outside', outside());
    for (const answer of [await query(sql), await ask({ query: sql }, { method: 'GET' })]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('root:');
    }
    expect(existsSync(outside())).toBe(false);
  });

  it.each([
    ['SELECT \'file(\', \'/* SETTINGS readonly = 0 */\', "a -- b" FROM (SELECT 1 AS "a -- b")'],
    ['WITH 1 AS x SELECT x /* a comment */ -- another; one'],
    ['(SELECT 1)'],
    ['SHOW TABLES'],
    ['DESCRIBE TABLE t'],
    ['EXPLAIN SELECT 1'],
    ['EXISTS TABLE t'],
    ['SELECT * FROM t ORDER BY a DESC LIMIT 1'],
  ])('may: %s', async (sql) => {
    expect((await query(sql)).status).toBe(200);
  });
});

describe('limits', () => {
  it('refuses a body over its limit, removes it, and goes on', async () => {
    const answer = await ask({ query: 'INSERT INTO t FORMAT TSV' }, { body: '1\tx\n'.repeat(50_000) }).catch(
      () => null,
    );
    expect(answer?.status ?? 413).toBe(413); // or the connection ends while the client is still sending
    expect((await query('SELECT count() FROM t WHERE a = 1')).text).toBe('0\n');
  });

  it('refuses a statement over its limit', async () => {
    expect((await ask({ readonly: '1' }, { body: `SELECT '${'x'.repeat(20_000)}'` })).status).toBe(400);
  });

  it('forgets a body that never came to its end', async () => {
    const address = engine.store.address();
    if (address === null) throw new Error('no engine');
    const { hostname, port } = new URL(address.url);
    const socket = connect(Number(port), hostname);
    const login = Buffer.from(`${address.user}:${address.password}`).toString('base64');
    socket.write(
      `POST /?database=fastisp&query=INSERT%20INTO%20t%20FORMAT%20TSV HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${login}\r\n` +
        'Content-Length: 1000\r\n\r\n77\tcut\n',
    );
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    expect((await query('SELECT count() FROM t WHERE a = 77')).text).toBe('0\n');
  });
});

describe('any request', () => {
  it('gets an answer, and the engine stays', async () => {
    const pid = engine.store.enginePid();
    const words = fc.constantFrom(
      'SELECT', '1', "'", '"', '`', '(', ')', ';', '--', '/*', '*/', 'FORMAT', 'JSON', 'INSERT INTO t', 'VALUES', '\\', '{a:UInt8}',
      'SETTINGS', 'readonly', '=', '0', ',', '\0', '$$', '#', 'ñ', '\n', 'FROM', 'numbers(3)', 'file(', 'INTO OUTFILE', "x'4'",
    ); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { maxLength: 12 }),
        fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 3 }),
        fc.boolean(),
        async (parts, params, inBody) => {
          const text = parts.join(' ');
          const answer = inBody
            ? await ask({ ...params, readonly: '1' }, { body: text })
            : await ask({ ...params, query: text, readonly: '1' });
          expect([200, 400, 403, 404, 408, 500, 501]).toContain(answer.status);
        },
      ),
      { numRuns: 300 },
    );
    expect(engine.store.enginePid()).toBe(pid);
  });
});
