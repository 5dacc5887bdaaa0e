/** A client that keeps writing devices by the API and remembers what it was told is done. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningNode } from './running-node.ts';

const writers = 3;
/** Between two writes of a writer, and before it goes on after a failure. */
const pauseMs = 40;
/** One device in so many stays, so that the node polls few that never answer. */
const keptOneIn = 8;
const refusalsKept = 100;
/** The API's own limit of a page. */
const pageSize = 500;

interface Row {
  readonly id: string;
  readonly name: string;
}

export class DeviceWrites {
  /** Writes that were answered with success. */
  acknowledged = 0;
  /** What was said to the others, the last ones. */
  readonly refusals: string[] = [];
  readonly #node: RunningNode;
  /** What must be there, by id, with its last acknowledged name. */
  readonly #present = new Map<string, string>();
  /** Devices whose removal was acknowledged. */
  readonly #gone = new Set<string>();
  /** Names under way when there was no answer: the write may have happened. */
  readonly #open = new Set<string>();
  readonly #stopping = new AbortController();
  readonly #running: Promise<unknown>;

  /** Begins at once. */
  constructor(node: RunningNode) {
    this.#node = node;
    this.#running = Promise.all(Array.from({ length: writers }, (_, writer) => this.#write(writer)));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** @returns in words, each difference between what was acknowledged and what the API shows; none is right. */
  async differences(isOurs: (name: string) => boolean): Promise<string[]> {
    const rows = (await this.#list()).filter(({ name }) => isOurs(name));
    const found = new Map(rows.map(({ id, name }) => [id, name]));
    const wrong: string[] = [];
    if (found.size !== rows.length) wrong.push(`${rows.length - found.size} devices are listed twice`);
    for (const [id, name] of this.#present) {
      const now = found.get(id);
      if (now === undefined) wrong.push(`${name} is lost`);
      else if (now !== name && !this.#open.has(now)) wrong.push(`${name} is called ${now}`);
    }
    for (const { id, name } of rows) {
      if (this.#gone.has(id)) wrong.push(`${name} was removed and is back`);
      else if (!this.#present.has(id) && !this.#open.has(name)) wrong.push(`${name} was never written`);
    }
    return wrong;
  }

  async #write(writer: number): Promise<void> {
    for (let number = 0; !this.#stopping.signal.aborted; number += 1) {
      await this.#liveOf(`write ${writer}/${number}`, writer, number);
      await this.#pause();
    }
  }

  /** Created, renamed, and mostly removed again; ends at the first request without success. */
  async #liveOf(name: string, writer: number, number: number): Promise<void> {
    const body = {
      ...{ name, address: `127.66.${writer}.${1 + (number % 250)}`, kind: 'router', pollIntervalS: 3_600 },
      snmp: { version: '2c', community: 'nobody', port: 20_000 + (Math.trunc(number / 250) % 40_000) },
    };
    const made = await this.#attempt([name], () => this.#node.api<Row>('POST', '/devices', body));
    if (made === null) return;
    this.#present.set(made.id, name);
    const path = `/devices/${made.id}`;
    const renamed = `${name}, renamed`;
    const patched = await this.#attempt([renamed], () => this.#node.api<Row>('PATCH', path, { name: renamed }));
    if (patched === null) return;
    this.#present.set(made.id, renamed);
    if (number % keptOneIn === 0) return;
    this.#present.delete(made.id); // from here on both are right, until there is an answer
    const removed = await this.#attempt([renamed], async () => {
      await this.#node.api('DELETE', path);
      return true;
    });
    if (removed !== null) this.#gone.add(made.id);
  }

  /** @param names that the write may leave behind when there is no answer. @returns null when there was no success. */
  async #attempt<T>(names: readonly string[], write: () => Promise<T>): Promise<T | null> {
    try {
      const done = await write();
      this.acknowledged += 1;
      return done;
    } catch (error) {
      this.refusals.push(error instanceof Error ? error.message : String(error));
      if (this.refusals.length > refusalsKept) this.refusals.shift();
      for (const name of names) this.#open.add(name);
      await this.#pause();
      return null;
    }
  }

  async #list(): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor = '';
    do {
      const path = `/devices?sort=name&limit=${pageSize}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await this.#node.api<{ items: Row[]; nextCursor: string | null }>('GET', path);
      rows.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    return rows;
  }

  async #pause(): Promise<void> {
    await delay(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined); // woken early by stop
  }
}
