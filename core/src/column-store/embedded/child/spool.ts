/**
 * Bodies of inserts as files: the engine takes binary rows from a file only, and a complete file outlives
 * a crash of the engine.
 *
 * `<name>.part` is being received; `<name>.json` says what to do with it; `<name>.rows` is complete and is
 * removed once the engine has answered. Whatever is complete at a start has not been answered, so it is
 * inserted then, with its own deduplication token: it may or may not have reached the table.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClickHouseError, clickHouseCodes } from './clickhouse-error.ts';

/** What is done with a complete file. */
export interface SpoolOrder {
  /** `USE` and `SET` statements, the deduplication token among them. */
  readonly setup: string;
  /** The INSERT, which names the file. */
  readonly sql: string;
  /** How many starts have tried it; absent is none. */
  readonly attempts?: number;
}

export interface SpoolFile {
  /** Plain name of the complete file in the spool's folder. */
  readonly file: string;
  readonly bytes: number;
}

/** A file that has been there at so many starts is what ends the engine: it is refused. */
const replayAttemptsMax = 2;

/**
 * Left free on the disk, or a twentieth of a small one: below it inserts get error 243 and telemetry waits on the bus.
 * The rest is PostgreSQL's, so that business writes go on, and nobody's start fails, when telemetry has filled the disk.
 */
const reserveBytesMax = 256 * 1024 * 1024;
const reserveShareMax = 1 / 20;

/** Bytes per write: few system calls for a block of several megabytes. */
const writeBytes = 1024 * 1024;

export class Spool {
  private readonly dir: string;
  private readonly limits: { readonly bodyBytesMax: number; readonly spoolBytesMax: number };
  private bytesNow = 0;
  private counter = 0;

  constructor(dir: string, limits: { bodyBytesMax: number; spoolBytesMax: number }) {
    this.dir = dir;
    this.limits = limits;
  }

  get bytes(): number {
    return this.bytesNow;
  }

  /** Names sort in the order of their making. */
  newName(nowMs: number): string {
    this.counter += 1;
    const parts = [
      String(nowMs).padStart(15, '0'),
      String(this.counter).padStart(9, '0'),
      randomBytes(6).toString('hex'),
    ];
    return parts.join('-');
  }

  /**
   * Receives a body. When it resolves the file is complete and would be inserted by the next start.
   * @throws ClickHouseError when the body or the spool is too big, or the disk nearly full; the system's error when it
   * fills up meanwhile.
   */
  async receive(name: string, body: Readable, order: SpoolOrder): Promise<SpoolFile> {
    if (this.bytesNow >= this.limits.spoolBytesMax) {
      throw new ClickHouseError(
        clickHouseCodes.notEnoughSpace,
        `the spool holds ${this.bytesNow} bytes already. (NOT_ENOUGH_SPACE)`,
      );
    }
    await this.checkDisk();
    const part = join(this.dir, `${name}.part`);
    let received = 0;
    try {
      const counted = async function* (this: Spool): AsyncGenerator<Buffer> {
        // Leaving early must not destroy the connection: the answer still goes out on it.
        for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
          received += chunk.length;
          this.bytesNow += chunk.length;
          if (received > this.limits.bodyBytesMax) {
            throw new ClickHouseError(
              clickHouseCodes.tooManyBytes,
              `the body of an insert may have ${this.limits.bodyBytesMax} bytes. (TOO_MANY_BYTES)`,
            );
          }
          yield chunk;
        }
      };
      await pipeline(
        counted.call(this),
        createWriteStream(part, { flags: 'wx', mode: 0o600, highWaterMark: writeBytes }),
      );
      await this.writeOrder(name, order);
      await rename(part, join(this.dir, `${name}.rows`));
    } catch (error) {
      this.bytesNow -= received;
      await this.forget(name);
      throw error;
    }
    return { file: `${name}.rows`, bytes: received };
  }

  /** The engine has answered, in whatever way: the file has done its work. */
  async remove(name: string, file: SpoolFile): Promise<void> {
    this.bytesNow -= file.bytes;
    await this.forget(name, ['rows', 'json']);
  }

  /** The rows go first: an order without rows is nothing. */
  private async forget(name: string, endings = ['part', 'rows', 'json', 'json.new']): Promise<void> {
    for (const ending of endings) await rm(join(this.dir, `${name}.${ending}`), { force: true });
  }

  /**
   * Inserts what an earlier process received in full and did not answer. What the engine refuses is kept
   * in `refused/` for a person to look at: it never stands in the way of a start. A full disk does, because a file
   * that was left for a later start could come after its token is forgotten, and double its rows.
   * @throws ClickHouseError when there is something to insert and no space for it.
   */
  async replay(insert: (order: SpoolOrder) => Promise<void>): Promise<{ replayed: number; refused: number }> {
    let replayed = 0;
    let refused = 0;
    const files = (await readdir(this.dir, { withFileTypes: true })).filter((entry) => entry.isFile());
    const complete = files.filter(({ name }) => name.endsWith('.rows')).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (complete.length > 0) await this.checkDisk();
    for (const file of complete) {
      const name = file.name.slice(0, -'.rows'.length);
      const order = await this.readOrder(name);
      try {
        if (order === null) throw new Error('its order is missing');
        const attempts = order.attempts ?? 0;
        if (attempts >= replayAttemptsMax) throw new Error(`the engine ended ${attempts} times while inserting it`);
        await this.writeOrder(name, { ...order, attempts: attempts + 1 });
        await insert(order);
        replayed += 1;
        await this.forget(name);
      } catch (error) {
        refused += 1;
        await this.refuse(name, error);
      }
    }
    for (const { name } of files) {
      if (/\.(?:part|json|json\.new)$/.test(name)) await rm(join(this.dir, name), { force: true });
    }
    return { replayed, refused };
  }

  private async checkDisk(): Promise<void> {
    const { bavail, blocks, bsize } = await statfs(this.dir);
    const reserveBytes = Math.min(reserveBytesMax, blocks * bsize * reserveShareMax);
    if (bavail * bsize >= reserveBytes) return;
    throw new ClickHouseError(
      clickHouseCodes.notEnoughSpace,
      `the disk has ${bavail * bsize} bytes left, and ${Math.ceil(reserveBytes)} are kept free. (NOT_ENOUGH_SPACE)`,
    );
  }

  private async writeOrder(name: string, order: SpoolOrder): Promise<void> {
    const file = join(this.dir, `${name}.json`);
    await writeFile(`${file}.new`, JSON.stringify(order), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  private async readOrder(name: string): Promise<SpoolOrder | null> {
    try {
      const text = await readFile(join(this.dir, `${name}.json`), 'utf8');
      return JSON.parse(text) as SpoolOrder; // written by `receive`, whole before the rows got their name
    } catch {
      return null;
    }
  }

  private async refuse(name: string, error: unknown): Promise<void> {
    const folder = join(this.dir, 'refused');
    await mkdir(folder, { recursive: true });
    await rename(join(this.dir, `${name}.rows`), join(folder, `${name}.rows`));
    await rename(join(this.dir, `${name}.json`), join(folder, `${name}.json`)).catch(() => undefined);
    await writeFile(join(folder, `${name}.txt`), error instanceof Error ? error.message : String(error));
  }

  /** Creates the folder and counts what lies in it. */
  async open(): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.dir)) {
      if (name.endsWith('.rows')) this.bytesNow += (await stat(join(this.dir, name))).size;
    }
  }
}
