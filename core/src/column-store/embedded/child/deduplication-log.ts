/**
 * Makes the engine's deduplication logs agree with its parts, before it opens them.
 *
 * A MergeTree table writes a block's token into its log, and only then gives the block's part its name. An engine that
 * is killed between the two wakes with a token whose rows are not there, takes the repetition of that insert for a
 * duplicate, and an acknowledged block is lost. So each token at the end of a log whose part does not exist gets the
 * log's own record of a part that was dropped.
 *
 * The format, a record a line: `<1 added, 2 dropped>\t<part>\t<token>`, in `deduplication_log_<n>.txt`, the highest
 * number being written to. Source: ClickHouse `src/Storages/MergeTree/MergeTreeDeduplicationLog.cpp`, `MergeTreeSink.cpp`.
 */
import { appendFile, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** The table's lock lets one part be named at a time; more are looked at, because looking is cheap. */
const recordsLookedAt = 64;

const added = '1';
const dropped = '2';

interface Part {
  readonly partition: string;
  readonly minBlock: number;
  readonly maxBlock: number;
}

/** `<partition>_<first block>_<last block>_<level>`, with `_<mutation>` behind some; null for `tmp_…`, `detached` and the like. */
export function parsePartName(name: string): Part | null {
  const match = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/.exec(name);
  if (match === null) return null;
  const [, partition = '', minBlock, maxBlock] = match;
  return { partition, minBlock: Number(minBlock), maxBlock: Number(maxBlock) };
}

/** The records to append, none of them for a token that was dropped already. */
export function recordsOfLostParts(log: string, folders: readonly string[]): string[] {
  const parts = folders.map(parsePartName).filter((part) => part !== null);
  const lost = new Map<string, string>();
  for (const line of log.split('\n').filter(Boolean).slice(-recordsLookedAt)) {
    const [operation, name = '', token = ''] = line.split('\t');
    const part = parsePartName(name);
    if (operation === added && part !== null && !parts.some((there) => covers(there, part))) lost.set(token, name);
    else lost.delete(token);
  }
  return [...lost].map(([token, name]) => `${dropped}\t${name}\t${token}\n`);
}

/** A merged part has the blocks of those that it was made of. */
function covers(there: Part, part: Part): boolean {
  return there.partition === part.partition && there.minBlock <= part.minBlock && there.maxBlock >= part.maxBlock;
}

/** To be called while no engine has the folder open. Returns how many tokens were forgotten, of all tables together. */
export async function forgetLostParts(dataDir: string): Promise<number> {
  let forgotten = 0;
  for (const table of await tableFolders(dataDir)) forgotten += await forgetLostPartsOf(table);
  return forgotten;
}

async function forgetLostPartsOf(table: string): Promise<number> {
  const folder = join(table, 'deduplication_logs');
  const logs = (await list(folder)).sort((a, b) => numberOf(a) - numberOf(b));
  const last = logs.at(-1);
  if (last === undefined) return 0;
  const file = join(folder, last);
  const bytes = await readFile(file);
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  // A full disk can cut a record off. The engine would write the next one behind it, and read neither.
  if (wholeBytes < bytes.length) await truncate(file, wholeBytes);
  // After a rotation the last record may stand at the end of the log before.
  const before = logs.at(-2);
  const earlier = before === undefined ? '' : await readFile(join(folder, before), 'utf8');
  const records = recordsOfLostParts(`${earlier}\n${bytes.toString('utf8', 0, wholeBytes)}`, await list(table));
  if (records.length > 0) await appendFile(file, records.join(''));
  return records.length;
}

const numberOf = (log: string): number => Number(/(\d+)\.txt$/.exec(log)?.[1] ?? 0);

/** `store/<three digits>/<uuid>`. */
async function tableFolders(dataDir: string): Promise<string[]> {
  const store = join(dataDir, 'store');
  const folders = await Promise.all(
    (await list(store)).map(async (group) =>
      (await list(join(store, group))).map((table) => join(store, group, table)),
    ),
  );
  return folders.flat();
}

/** Nothing where there is no such folder. */
async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what readdir rejects with
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
