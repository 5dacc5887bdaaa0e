/** From changes to the entries that say them: what differs, without secrets, each chained to the one before. */
import { isDeepStrictEqual } from 'node:util';
import {
  type AuditActor,
  type AuditEntry,
  type AuditOutcome,
  type Change,
  type ChainedEntry,
  entryHash,
  type JsonObject,
} from './entry.ts';
import { maskSecrets } from './mask.ts';

/** The end of a chain. */
export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

/** A change with how it ended; `occurrences` when several of one kind are told as one. */
export interface Happening extends Change {
  readonly outcome: AuditOutcome;
  readonly occurrences: number;
}

/** What is kept of a name, a browser's description, a reason; the rest is cut off. */
const textCharsMax = 500;
/** What is kept of an object before and after; a larger one is named by its size only. */
const objectCharsMax = 65_536;

/** An update of which nothing is different leaves no entry. */
export function isWorthTelling({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return before === null || after === null || !isDeepStrictEqual(before, after);
}

/** @param at ISO 8601 with milliseconds, the same for all of them. */
export function chainEntries(
  head: Head,
  context: { readonly actor: AuditActor; readonly at: string },
  happenings: readonly Happening[],
): ChainedEntry[] {
  let { seq, hash } = head;
  return happenings.map((happening) => {
    seq += 1;
    const entry = toEntry(happening, { ...context, seq });
    hash = entryHash(hash, entry);
    return { ...entry, hash };
  });
}

function toEntry(happening: Happening, { actor, at, seq }: { actor: AuditActor; at: string; seq: number }): AuditEntry {
  const { before, after } = onlyDifferences(happening);
  return {
    tenantId: actor.tenant.id,
    seq,
    at,
    via: actor.via,
    userId: actor.userId,
    userName: cut(actor.name),
    tokenId: actor.tokenId,
    impersonatorId: actor.impersonator?.userId ?? null,
    impersonatorName: actor.impersonator === null ? null : cut(actor.impersonator.name),
    address: actor.from === null ? null : cut(actor.from.address),
    userAgent: typeof actor.from?.userAgent === 'string' ? cut(actor.from.userAgent) : null,
    action: happening.action,
    objectType: happening.objectType,
    objectId: cut(happening.objectId),
    objectName: cut(happening.objectName),
    outcome: happening.outcome,
    occurrences: happening.occurrences,
    reason: happening.reason === undefined ? null : cut(happening.reason),
    before: before === null ? null : toText(maskSecrets(before)),
    after: after === null ? null : toText(maskSecrets(after, before)),
  };
}

/** Of an object that was there before and after, the fields that differ; of one that came or went, all. */
function onlyDifferences({ before, after }: Pick<Change, 'before' | 'after'>): Pick<Change, 'before' | 'after'> {
  if (before === null || after === null) return { before, after };
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  return { before: pick(before, keys), after: pick(after, keys) };
}

const pick = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]]])));

function toText(object: JsonObject): string {
  const text = storable(JSON.stringify(object));
  return text.length <= objectCharsMax ? text : JSON.stringify({ tooLarge: true, chars: text.length });
}

const cut = (text: string): string =>
  storable(text.length <= textCharsMax ? text : `${text.slice(0, textCharsMax - 1)}…`);

/** PostgreSQL keeps neither NUL nor half a character; what is hashed must be what is kept. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();
