/**
 * Walks a tenant's chain and finds the first entry that was changed, removed or slipped in. Pure over rows;
 * `verifyChain` streams the table through it, a batch in a transaction of its own, so that nobody waits.
 */
import type { Tx } from '@fastisp/core/pg/port';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { ExpressionBuilder } from 'kysely';
import { type ChainedEntry, entryHash } from './entry.ts';
import type { Head } from './decide.ts';
import type { ReadableChain } from './chains.ts';
import { toChainedEntry } from './rows.ts';

/** Entries that are read at once: few enough that the process does other things between two batches. */
const batchSize = 500;

export const chainProblemKinds = ['changed', 'missing', 'inserted', 'head_differs'] as const;
export interface ChainProblem {
  /**
   * `changed`: content or hash differ. `missing`: entries before it are gone. `inserted`: it has no place in the
   * chain. `head_differs`: the end is gone.
   */
  readonly kind: (typeof chainProblemKinds)[number];
  /** The entry where it was noticed. */
  readonly seq: number;
}

export interface Walk {
  /** The last entry that is as it was written. */
  readonly at: Head;
  readonly problem: ChainProblem | null;
}

/** @param entries in the order of `seq`, from the one after `start`. */
export function walkChain(start: Head, entries: Iterable<ChainedEntry>): Walk {
  let at = start;
  for (const entry of entries) {
    if (entry.seq <= at.seq) return { at, problem: { kind: 'inserted', seq: entry.seq } };
    if (entry.seq !== at.seq + 1) return { at, problem: { kind: 'missing', seq: entry.seq } };
    const hash = entryHash(at.hash, entry);
    if (!hash.equals(entry.hash)) return { at, problem: { kind: 'changed', seq: entry.seq } };
    at = { seq: entry.seq, hash };
  }
  return { at, problem: null };
}

export interface Verification {
  readonly ok: boolean;
  /** Entries that were checked. */
  readonly entries: number;
  /** The last one that retention removed; 0 when none. */
  readonly prunedSeq: number;
  readonly lastSeq: number;
  /** Of the last entry, hexadecimal. Who keeps it elsewhere can tell later whether the log was written anew. */
  readonly headHash: string;
  readonly problem: ChainProblem | null;
}

/** Checks what was there when it began; what is appended meanwhile is left for the next time. */
export async function verifyChain({ chain, transaction }: ReadableChain): Promise<Verification> {
  const first = await transaction((tx) => readHead(tx, chain));
  if (first.outside !== null) {
    const problem: ChainProblem = { kind: 'inserted', seq: first.outside };
    return verification({ pruned: first.pruned, at: first.pruned, entries: 0, problem });
  }
  let { pruned } = first;
  let at = pruned;
  let entries = 0;
  while (at.seq < first.end.seq) {
    const { rows, now } = await transaction(async (tx) => ({
      rows: await readBatch(tx, { chain, after: at.seq, until: first.end.seq }),
      now: await readHead(tx, chain),
    }));
    if (now.pruned.seq > at.seq) {
      at = pruned = now.pruned; // retention overtook us: what it removed can no longer be checked
      continue;
    }
    if (rows.length === 0) break;
    const walk = walkChain(at, rows);
    entries += walk.at.seq - at.seq;
    at = walk.at;
    if (walk.problem !== null) return verification({ pruned, at, entries, problem: walk.problem });
  }
  const complete = at.seq === first.end.seq && at.hash.equals(first.end.hash);
  const overtaken = pruned.seq > first.end.seq;
  const problem: ChainProblem | null =
    complete || overtaken ? null : { kind: 'head_differs', seq: Math.min(at.seq + 1, first.end.seq) };
  return verification({ pruned, at, entries, problem });
}

const verification = (walk: Walk & { pruned: Head; entries: number }): Verification => ({
  ok: walk.problem === null,
  entries: walk.entries,
  prunedSeq: walk.pruned.seq,
  lastSeq: walk.at.seq,
  headHash: walk.at.hash.toString('hex'),
  problem: walk.problem,
});

interface Ends {
  readonly pruned: Head;
  readonly end: Head;
  /** An entry before the first or behind the last one: nothing that FastISP wrote. */
  readonly outside: number | null;
}

/** In one statement, so that an entry that is just being appended comes with its head. */
async function readHead(tx: Tx, chain: number): Promise<Ends> {
  const row = await tx
    .selectFrom('audit_heads')
    .select(['seq', 'hash', 'pruned_seq', 'pruned_hash'])
    .select((eb) => [...[outside(eb, '<=', 'pruned_seq').as('before'), outside(eb, '>', 'seq').as('behind')]])
    .where('tenant_id', '=', chain)
    .executeTakeFirst();
  if (row === undefined) {
    const none = { seq: 0, hash: Buffer.alloc(32) };
    return { pruned: none, end: none, outside: null };
  }
  return {
    pruned: { seq: row.pruned_seq, hash: row.pruned_hash },
    end: { seq: row.seq, hash: row.hash },
    outside: row.before ?? row.behind,
  };
}

const outside = (eb: ExpressionBuilder<Database, 'audit_heads'>, side: '<=' | '>', end: 'pruned_seq' | 'seq') =>
  eb
    .selectFrom('audit_entries as e')
    .select('e.seq')
    .whereRef('e.tenant_id', '=', 'audit_heads.tenant_id')
    .whereRef('e.seq', side, `audit_heads.${end}`)
    .orderBy('e.seq')
    .limit(1);

async function readBatch(tx: Tx, range: { chain: number; after: number; until: number }): Promise<ChainedEntry[]> {
  const rows = await tx
    .selectFrom('audit_entries')
    .selectAll()
    .where('tenant_id', '=', range.chain)
    .where('seq', '>', range.after)
    .where('seq', '<=', range.until)
    .orderBy('seq')
    .limit(batchSize)
    .execute();
  return rows.map(toChainedEntry);
}
