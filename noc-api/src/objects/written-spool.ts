/**
 * What a large upsert wrote, kept on the disk until it is told: the bus and the audit log come last in a
 * transaction, and by then the rows would not fit into memory. The file has no name any more once it is open, so
 * that nothing of it is left behind, however the process ends.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Written } from './write.ts';

export interface WrittenSpool {
  append(written: readonly Written[]): Promise<void>;
  /** Batches as they were appended. */
  read(): AsyncIterable<readonly Written[]>;
  close(): Promise<void>;
}

/** @param folder that only this user may read. */
export async function openWrittenSpool(folder: string): Promise<WrittenSpool> {
  const own = await mkdtemp(join(folder, 'written-'));
  const file = await open(join(own, 'rows'), 'wx+', 0o600);
  await rm(own, { recursive: true });
  const lengths: number[] = [];
  let end = 0;
  return {
    async append(written) {
      if (written.length === 0) return;
      const bytes = serialize(written);
      await file.write(bytes, 0, bytes.length, end);
      end += bytes.length;
      lengths.push(bytes.length);
    },
    async *read() {
      let start = 0;
      for (const length of lengths) {
        const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
        start += length;
        yield deserialize(buffer) as Written[]; // what `append` wrote
      }
    },
    close: () => file.close(),
  };
}
