/**
 * The postmaster is killed with -9 at random moments while rows are written. Every row that was
 * acknowledged must be there afterwards, once, and the store must answer again within 10 s by itself.
 * `POSTGRES_KILL_ROUNDS=20` for the long run.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { makeHome, type Program, startProgram, type UserMode, userModes } from '../../testing/as-user.ts';
import type { PostgresProcessReady } from '../../testing/postgres-process.ts';
import { waitFor } from '../../testing/wait-for.ts';

const rounds = Number(process.env['POSTGRES_KILL_ROUNDS'] ?? 8);
const writers = 8;
const recoveryMsMax = 10_000;
/** Longest time of load between two kills. */
const loadMsMax = 800;
const testTimeLimitMs = 30_000 + rounds * (recoveryMsMax + loadMsMax);

/** Writes numbered rows until told to stop; a row counts as written only when its commit was acknowledged. */
class Load {
  readonly acknowledged: string[] = [];
  readonly #pool: Pool;
  readonly #tag: string;
  readonly #running: Promise<unknown>;
  #stopped = false;

  constructor(pool: Pool, tag: string) {
    this.#pool = pool;
    this.#tag = tag;
    this.#running = Promise.all(Array.from({ length: writers }, (_, writer) => this.#write(writer)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #write(writer: number): Promise<void> {
    for (let number = 0; !this.#stopped; number += 1) {
      const row = `${this.#tag}/${writer}/${number}`;
      try {
        await this.#pool.query(
          `with tenant as materialized (select set_config('app.tenant', '1', true) as id)
           insert into outbox (tenant_id, topic, message_key, message) select 1, 'crash', $1, id from tenant`,
          [row],
        );
        this.acknowledged.push(row);
      } catch {
        await delay(10); // the server is down; the row may or may not be there, and nobody was told that it is
      }
    }
  }
}

for (const mode of userModes()) {
  describe(`${mode.name}${mode.skip ?? ''}`, () => {
    let program: Program | null = null;
    afterEach(() => void program?.child.kill('SIGKILL'));

    test.skipIf(mode.skip !== null)(
      `kill -9 of the postmaster, ${rounds} times under load: no acknowledged row lost`,
      async () => {
        const home = makeHome(mode);
        program = startProgram(mode, join(import.meta.dirname, '../../testing/postgres-process.ts'), [home]);
        const { runtime } = (await program.firstLine) as PostgresProcessReady; // printed by our own program
        await killUnderLoad(mode, home, new Pool({ ...runtime, max: writers + 1, connectionTimeoutMillis: 5_000 }));
        program.child.kill('SIGTERM');
        expect(await program.ended).toBe(0);
        rmSync(home, { recursive: true });
      },
      testTimeLimitMs,
    );
  });
}

async function killUnderLoad(mode: UserMode, home: string, pool: Pool): Promise<void> {
  pool.on('connect', (client) => client.on('error', () => {})); // killed connections are the point
  pool.on('error', () => {});
  const acknowledged: string[] = [];
  const recoveriesMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const load = new Load(pool, String(round));
    await waitFor('rows to be written', () => load.acknowledged.length > writers);
    await delay(Math.random() * loadMsMax); // the random moment is the point
    const killed = postmasterPid(home);
    process.kill(killed, 'SIGKILL');
    const killedAtMs = performance.now();
    // Its children may still acknowledge what they have begun: only another server counts as back.
    const isBack = async (): Promise<boolean> => {
      const pid = postmasterPid(home);
      const before = load.acknowledged.length;
      if (pid === killed || Number.isNaN(pid)) return false;
      return waitFor('a row', () => load.acknowledged.length > before + writers, { timeLimitMs: recoveryMsMax });
    };
    await waitFor(`round ${round} to go on by itself`, isBack, { timeLimitMs: recoveryMsMax });
    recoveriesMs.push(Math.round(performance.now() - killedAtMs));
    expect(recoveriesMs.at(-1)).toBeLessThan(recoveryMsMax);
    await load.stop();
    acknowledged.push(...load.acknowledged);
  }
  const client = await pool.connect();
  await client.query(`set app.tenant = '1'`);
  const { rows } = await client.query<{ row: string; copies: string }>(
    `select message_key as row, count(*) as copies from outbox group by 1`,
  );
  client.release();
  await pool.end();
  const stored = new Map(rows.map(({ row, copies }) => [row, Number(copies)]));
  expect(acknowledged.filter((row) => stored.get(row) !== 1)).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(rounds * writers);
  process.stderr.write(
    `${mode.name}: ${acknowledged.length} rows acknowledged, back after ${recoveriesMs.join(', ')} ms\n`,
  );
}

/** NaN while there is none. */
function postmasterPid(home: string): number {
  try {
    return Number.parseInt(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  } catch {
    return Number.NaN;
  }
}
