/**
 * Uploaded files. PostgreSQL has them, so that any process can go on with an import; each keeps a copy on its disk
 * of those that it works with, because a file is read several times.
 */
import { createReadStream } from 'node:fs';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { TenantId } from '@fastisp/core/ids';
import * as errors from './errors.ts';
import type { Spool } from './spool.ts';
import { readChunk } from './store.ts';

/** One row of the table; a file of 256 MB has 256. */
const chunkBytes = 1024 * 1024;
/** Of all files of a tenant that wait to be imported; an upload beyond it is refused. */
const waitingBytesMax = 2 * 1024 * 1024 * 1024;

interface FileOfTenant {
  readonly tenant: TenantId;
  readonly id: string;
}

export interface ImportFiles {
  /** What was received, into the transaction that makes the import. @throws AppError `IMPORT_NO_ROOM`. */
  store(tx: Tx, file: FileOfTenant & { readonly path: string; readonly bytes: number }): Promise<void>;
  /** @throws AppError `IMPORT_FILE_GONE`. */
  refuseGone(file: FileOfTenant): Promise<void>;
  /** A copy on this disk. @throws AppError `IMPORT_FILE_GONE`. */
  pathOf(file: FileOfTenant): Promise<string>;
}

export function createImportFiles({
  relational,
  spool,
}: {
  readonly relational: RelationalStore;
  readonly spool: Spool;
}): ImportFiles {
  const isStored = ({ tenant, id }: FileOfTenant): Promise<boolean> =>
    relational.withTenant(tenant, async (tx) => (await readChunk(tx, id, 0)) !== undefined);

  return {
    async store(tx, { tenant, id, path, bytes }) {
      await refuseWithoutRoom(tx, { tenant, bytes });
      let place = 0;
      for await (const content of createReadStream(path, { highWaterMark: chunkBytes })) {
        await tx
          .insertInto('import_chunks')
          .values({ tenant_id: tenant, import_id: id, place, content: content as Buffer }) // as a stream without an encoding gives it
          .execute();
        place += 1;
      }
    },

    async refuseGone(file) {
      if (!(await spool.has(file.id)) && !(await isStored(file))) throw errors.fileGone();
    },

    async pathOf(file) {
      if (!(await spool.has(file.id))) await spool.copy(file.id, chunksOf(relational, file));
      return spool.pathOf(file.id);
    },
  };
}

/** Files that come in at the same time may pass together; the next does not. */
async function refuseWithoutRoom(tx: Tx, { tenant, bytes }: { tenant: TenantId; bytes: number }): Promise<void> {
  const { waiting } = await tx
    .selectFrom('imports')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.val(0)).as('waiting'))
    .where('tenant_id', '=', tenant)
    .where('state', 'not in', ['done', 'undoing', 'undone'])
    .executeTakeFirstOrThrow();
  if (Number(waiting) + bytes > waitingBytesMax) throw errors.noRoom(waitingBytesMax);
}

/** Piece by piece, each in a transaction of its own: a slow disk keeps none open. */
async function* chunksOf(relational: RelationalStore, { tenant, id }: FileOfTenant): AsyncGenerator<Uint8Array> {
  for (let place = 0; ; place += 1) {
    const chunk = await relational.withTenant(tenant, (tx) => readChunk(tx, id, place));
    if (chunk === undefined && place === 0) throw errors.fileGone();
    if (chunk === undefined) return;
    yield chunk;
  }
}
