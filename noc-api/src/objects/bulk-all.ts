/**
 * Upsert of more objects than fit into memory: batches as they come, all in one transaction, all or nothing.
 * Rows are written batch by batch; only when the last one is in are the bus and the audit log told, because
 * everybody else of the tenant waits for the end of its chain from then on.
 */
import type { FieldError } from '@fastisp/core/errors/app-error';
import type { Principal } from '#identity/principal.ts';
import { inOne, problemsMax, recordedChange, Undone, writeRows } from './bulk.ts';
import type { ObjectType } from './object-type.ts';
import type { BulkAllOptions, BulkResult, BulkRow } from './ports.ts';
import { moveInventoryVersion } from './version.ts';
import { type Change, publishWritten, recordWritten, type WriteContext } from './write.ts';
import { openWrittenSpool, type WrittenSpool } from './written-spool.ts';

export async function bulkUpsertAll(
  change: Change,
  principal: Principal,
  type: ObjectType,
  batches: AsyncIterable<readonly BulkRow[]>,
  options: BulkAllOptions,
): Promise<BulkResult> {
  const spool = await openWrittenSpool(options.spoolFolder);
  try {
    return await change(principal, type, (context) => upsertAll(context, batches, spool, options));
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  } finally {
    await spool.close();
  }
}

async function upsertAll(
  context: WriteContext,
  batches: AsyncIterable<readonly BulkRow[]>,
  spool: WrittenSpool,
  { undo, reason, onProgress, onWritten, beforeCommit }: BulkAllOptions,
): Promise<BulkResult> {
  const result = await writeBatches(context, inOne(context.type, batches), spool, onProgress);
  if (undo() || result.problems.length > 0) throw new Undone(result);
  for await (const written of spool.read()) await publishWritten(context, written);
  if (result.created + result.updated > 0) await moveInventoryVersion(context.tx, context.principal.tenant.id);
  for await (const written of spool.read())
    await onWritten?.(
      context.tx,
      written.map((each) => recordedChange(context.type, each)),
    );
  for await (const written of spool.read())
    await recordWritten(context, written, reason === undefined ? {} : { reason });
  await beforeCommit?.(context.tx, result);
  return result;
}

async function writeBatches(
  context: WriteContext,
  batches: AsyncIterable<readonly BulkRow[]>,
  spool: WrittenSpool,
  onProgress: BulkAllOptions['onProgress'],
): Promise<BulkResult> {
  const total = { created: 0, updated: 0, unchanged: 0 };
  const problems: FieldError[] = [];
  let rows = 0;
  let cut = false;
  for await (const batch of batches) {
    const { result, written } = await writeRows(context, batch);
    total.created += result.created;
    total.updated += result.updated;
    total.unchanged += result.unchanged;
    problems.push(...result.problems.map((problem) => ({ ...problem, path: shifted(problem.path, rows) })));
    cut = result.problemsCut || problems.length >= problemsMax;
    rows += batch.length;
    onProgress?.(rows);
    if (cut) break;
    // Once there is a problem nothing will be told any more.
    if (written !== null && problems.length === 0) await spool.append(written);
  }
  return { ...total, problems: problems.slice(0, problemsMax), problemsCut: cut };
}

/** `/items/3/name` of the batch that starts at row 2,000 → `/items/2003/name`. */
const shifted = (path: string, by: number): string =>
  path.replace(/^\/items\/(\d+)/, (_match, index: string) => `/items/${Number(index) + by}`);
