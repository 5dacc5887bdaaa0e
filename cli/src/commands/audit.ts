/** `audit verify`: every chain from its first entry, and against heads that were noted elsewhere. */
import { readFile } from 'node:fs/promises';
import { systemChain } from '@fastisp/noc-api/audit/chains';
import { compareNotedHeads, type NotedHead, parseNotedHead } from '@fastisp/noc-api/audit/noted-heads';
import { verifyAudit, type VerifiedChain } from '@fastisp/noc-api/console/console';
import { tenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { readCliConfig } from '../config.ts';
import { withDatabase } from '../database.ts';
import { exitCodes, numberOption, type RunCommand, type Terminal, textOption } from '../run.ts';

export const auditVerify: RunCommand = async (terminal, options) => {
  const { env, words, note } = terminal;
  const only = numberOption(options, 'tenant');
  const path = textOption(options, 'heads');
  const notes = path === undefined ? [] : await readNotes(path);
  if (notes === null || (path !== undefined && notes.length === 0)) {
    note(notes === null ? words.fileUnreadable(path ?? '') : words.auditNoNotes(path ?? ''));
    return exitCodes.problem;
  }
  return withDatabase(readCliConfig(env), async (relational) => {
    const chains = await verifyAudit(relational, only);
    if (chains.length === 0) note(words.auditEmpty);
    for (const chain of chains) tellChain(terminal, chain, options['json'] === true);
    const whole = chains.every(({ ok }) => ok);
    const noted = await compareAll(terminal, relational, { chains, notes, only });
    return whole && noted ? exitCodes.fine : exitCodes.problem;
  });
};

function tellChain({ words, say }: Terminal, chain: VerifiedChain, asJson: boolean): void {
  const { tenantId: id, tenantName, ok, problem, entries, prunedSeq, lastSeq, headHash } = chain;
  if (asJson) {
    const time = new Date().toISOString();
    say(JSON.stringify({ tenantId: id, tenantName, ok, problem, entries, prunedSeq, lastSeq, headHash, time }));
    return;
  }
  const who = nameOf(words, chain);
  if (problem === null) say(words.auditWhole(who, entries, lastSeq, headHash));
  else say(words.auditBroken(who, problem.seq, problem.kind));
}

/** @returns whether all notes fit; told on standard error, so that `--json` stays what it is. */
async function compareAll(
  { words, note }: Terminal,
  relational: RelationalStore,
  { chains, notes, only }: { chains: readonly VerifiedChain[]; notes: readonly NotedHead[]; only: number | undefined },
): Promise<boolean> {
  let fits = true;
  const noted = new Set(notes.map((each) => each.tenantId).filter((id) => only === undefined || id === only));
  // A chain of which nothing is left is one that somebody removed.
  for (const id of [...noted].toSorted((a, b) => a - b)) {
    const known = chains.find((chain) => chain.tenantId === id);
    const who = nameOf(words, known ?? { tenantId: id, tenantName: null });
    const { compared, problem } = await compareNotedHeads(systemChain(relational, tenantId(id)), notes, Date.now());
    note(
      problem === null ? words.auditNotesFit(who, compared) : words.auditNotesDiffer(who, problem.seq, problem.kind),
    );
    fits &&= problem === null;
  }
  return fits;
}

const nameOf = (words: Terminal['words'], chain: Pick<VerifiedChain, 'tenantId' | 'tenantName'>): string =>
  chain.tenantId === 0 ? words.platform : words.tenant(chain.tenantId, chain.tenantName);

/** Null when there is no such file. */
async function readNotes(path: string): Promise<NotedHead[] | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : text.split('\n').flatMap((line) => parseNotedHead(line) ?? []);
}
