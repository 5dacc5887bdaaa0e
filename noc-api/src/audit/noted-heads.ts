/**
 * Heads of chains that were noted elsewhere: in the service's log, or in what `fastisp audit verify --json` printed.
 * The chain shows what was changed in it; whoever owns the database could still write all of it anew, or cut off its
 * end and set the head back. What was noted where they do not reach shows that too.
 */
import { type ReadableChain } from './chains.ts';

export interface NotedHead {
  readonly tenantId: number;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  /** When it was noted; null when the note does not say. */
  readonly atMs: number | null;
}

export interface NotedProblem {
  /** `rewritten`: another entry stands there. `cut_off`: it is gone from the end. `removed`: retention removes no entry so young. */
  readonly kind: 'rewritten' | 'cut_off' | 'removed';
  readonly seq: number;
}

export interface NotedCheck {
  /** Notes that were compared. */
  readonly compared: number;
  /** The first one. */
  readonly problem: NotedProblem | null;
}

/** As the database has it (audit_prune). */
const youngestRemovedMs = 30 * 86_400_000;
/** Notes that one statement looks up. */
const notesPerRead = 1_000;

/** What the service writes to its log; a note is any JSON line with these fields. */
export const headMessage = 'audit chain head';

/** @returns null for a line that notes no head. */
export function parseNotedHead(line: string): NotedHead | null {
  if (!line.includes('{')) return null;
  const note = parsed(line.slice(line.indexOf('{'))); // a log may put its own time in front
  const seq = note?.['seq'] ?? note?.['lastSeq'];
  const hash = note?.['hash'] ?? note?.['headHash'];
  const tenantId = note?.['tenantId'];
  if (typeof seq !== 'number' || typeof tenantId !== 'number' || typeof hash !== 'string') return null;
  if (seq < 1 || !/^[0-9a-f]{64}$/.test(hash)) return null;
  const atMs = Date.parse(String(note?.['time']));
  return { tenantId, seq, hash, atMs: Number.isNaN(atMs) ? null : atMs };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Compares the notes of a chain with what stands there now; the chain itself is for `verifyChain`. */
export async function compareNotedHeads(
  { chain, transaction }: ReadableChain,
  notes: readonly NotedHead[],
  nowMs: number,
): Promise<NotedCheck> {
  const own = notes.filter(({ tenantId }) => tenantId === chain).toSorted((a, b) => a.seq - b.seq);
  for (let start = 0; start < own.length; start += notesPerRead) {
    const some = own.slice(start, start + notesPerRead);
    const { prunedSeq, hashes } = await transaction(async (tx) => {
      const rows = await tx
        .selectFrom('audit_entries')
        .select(['seq', 'hash'])
        .where('tenant_id', '=', chain)
        .where(
          'seq',
          'in',
          some.map(({ seq }) => seq),
        )
        .execute();
      const head = await tx
        .selectFrom('audit_heads')
        .select('pruned_seq')
        .where('tenant_id', '=', chain)
        .executeTakeFirst();
      return {
        prunedSeq: head?.pruned_seq ?? 0,
        hashes: new Map(rows.map((row) => [row.seq, row.hash.toString('hex')])),
      };
    });
    for (const note of some) {
      const kind = problemOf(note, { prunedSeq, hash: hashes.get(note.seq), nowMs });
      if (kind !== null) return { compared: own.length, problem: { kind, seq: note.seq } };
    }
  }
  return { compared: own.length, problem: null };
}

function problemOf(
  note: NotedHead,
  now: { prunedSeq: number; hash: string | undefined; nowMs: number },
): NotedProblem['kind'] | null {
  if (note.seq <= now.prunedSeq) {
    // The note was made when the entry was the last one, so the entry is older than the note by nothing that matters.
    return note.atMs !== null && note.atMs > now.nowMs - youngestRemovedMs ? 'removed' : null;
  }
  if (now.hash === undefined) return 'cut_off';
  return now.hash === note.hash ? null : 'rewritten';
}
