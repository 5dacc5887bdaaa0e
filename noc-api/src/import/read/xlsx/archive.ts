/** The ZIP around a workbook, with limits on what it unpacks to. */
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import * as errors from '../../errors.ts';

/** Unpacked, all parts together; more is refused. What a part says of its size is checked while it is read. */
const unpackedBytesMax = 1024 * 1024 * 1024;
const entriesMax = 10_000;

export interface Archive {
  has(name: string): boolean;
  /** Bytes when unpacked. */
  size(name: string): number;
  open(name: string): Promise<Readable>;
  close(): void;
}

/** @throws AppError `IMPORT_WORKBOOK_BROKEN`, `IMPORT_WORKBOOK_EXPANDS`. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await broken(() => openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await readEntries(zip);
    return {
      has: (name) => entries.has(name),
      size: (name) => entries.get(name)?.uncompressedSize ?? 0,
      open: async (name) => {
        const entry = entries.get(name);
        if (entry === undefined) throw errors.workbookBroken();
        const stream = await broken(() => zip.openReadStreamPromise(entry));
        return stream;
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > entriesMax) throw errors.workbookBroken();
  const entries = new Map<string, Entry>();
  let unpackedBytes = 0;
  await broken(async () => {
    for await (const entry of zip.eachEntry()) {
      unpackedBytes += entry.uncompressedSize;
      entries.set(entry.fileName, entry);
    }
  });
  if (unpackedBytes > unpackedBytesMax) throw errors.workbookExpands(unpackedBytesMax);
  return entries;
}

async function broken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw errors.workbookBroken(cause);
  }
}
