/** Leadership among processes on a real broker: they stop, are killed, and sleep through their succession. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { testKafkaBrokers } from '../testing/kafka.ts';
import { waitFor } from '../testing/wait-for.ts';

const brokers = testKafkaBrokers();
const program = resolve(import.meta.dirname, '../testing/leadership-process.ts');
/** What operators are promised. */
const takeoverTimeLimitMs = 15_000;

class Candidate {
  readonly child: ChildProcess;
  readonly events: string[] = [];
  /** When it was allowed to act. */
  readonly ledAtMs: number[] = [];

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [program], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (this.child.stdout === null) throw new Error('no output to read');
    createInterface(this.child.stdout).on('line', (line) => {
      if (line.startsWith('leads ')) this.ledAtMs.push(Number(line.slice(6)));
      else this.events.push(line);
    });
  }

  get elected(): boolean {
    return this.events.findLast((event) => event !== 'started') === 'elected';
  }

  started = (): Promise<boolean> => waitFor('a start', () => this.events.includes('started'), { timeLimitMs: 30_000 });
}

const all: Candidate[] = [];
afterEach(() => {
  for (const { child } of all.splice(0)) child.kill('SIGKILL');
});

describe.skipIf(brokers.missing !== null)(`leadership on Kafka${brokers.missing ?? ''}`, () => {
  async function twoCandidates(): Promise<{ leader: Candidate; other: Candidate }> {
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.`, LEADERSHIP_NAME: 'test' };
    const leader = new Candidate(env);
    all.push(leader);
    await leader.started();
    expect(leader.elected).toBe(true);
    const other = new Candidate(env);
    all.push(other);
    await other.started();
    return { leader, other };
  }

  const takeover = (by: Candidate): Promise<boolean> =>
    waitFor('the takeover', () => by.elected, { timeLimitMs: takeoverTimeLimitMs });

  it('has one leader, and the next one at once when it stops', async () => {
    const { leader, other } = await twoCandidates();
    expect(other.ledAtMs).toEqual([]);
    leader.child.kill('SIGTERM');
    await waitFor('the takeover', () => other.elected, { timeLimitMs: 10_000 });
    expect(leader.events).toEqual(['elected', 'started', 'deposed']);
    expect(Math.min(...other.ledAtMs, Number.POSITIVE_INFINITY)).toBeGreaterThan(Math.max(...leader.ledAtMs));
  });

  it('has another one within 15 s when the leader is killed', async () => {
    const { leader, other } = await twoCandidates();
    const killedAtMs = Date.now();
    leader.child.kill('SIGKILL');
    await takeover(other);
    await waitFor('it acts', () => other.ledAtMs.length > 0);
    process.stdout.write(`takeover after a kill: ${(other.ledAtMs[0] ?? 0) - killedAtMs} ms\n`);
  });

  it('never has two that act, though the first one sleeps through its succession and wakes up', async () => {
    const { leader, other } = await twoCandidates();
    leader.child.kill('SIGSTOP');
    await takeover(other);
    await waitFor('it acts', () => other.ledAtMs.length > 0);
    leader.child.kill('SIGCONT');
    await waitFor('the first one is deposed', () => !leader.elected, { timeLimitMs: 20_000 });
    const begun = other.ledAtMs.length;
    await waitFor('the second one goes on', () => other.ledAtMs.length > begun + 50, { timeLimitMs: 20_000 });
    expect(Math.max(...leader.ledAtMs)).toBeLessThan(other.ledAtMs[0] ?? 0);

    // And back: the one that woke up is a good successor.
    other.child.kill('SIGKILL');
    // Its death may fall into the rebalance of the other's return.
    const killedAtMs = Date.now();
    await takeover(leader);
    process.stdout.write(`takeover by the one that slept: ${Date.now() - killedAtMs} ms\n`);
    await waitFor('it acts', () => Math.max(...leader.ledAtMs) > Math.max(...other.ledAtMs), { timeLimitMs: 5_000 });
  });

  it('comes back to a leader that slept for longer than its session while nobody else was there', async () => {
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.`, LEADERSHIP_NAME: 'test' };
    const alone = new Candidate(env);
    all.push(alone);
    await alone.started();
    alone.child.kill('SIGSTOP');
    await delay(12_000); // the sleep itself is what is tested
    const wokeAtMs = Date.now();
    alone.child.kill('SIGCONT');
    await waitFor('it acts again', () => (alone.ledAtMs.at(-1) ?? 0) > wokeAtMs + 3_000, { timeLimitMs: 30_000 });
    expect(alone.elected).toBe(true);
  });
});
