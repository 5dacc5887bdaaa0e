/** Files on the disk of this process: uploads as they come in, and copies of those that another process took. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as errors from './errors.ts';
import { createEncodingDetector, type FileKind } from './read/encoding.ts';

/** A larger file is refused while it comes in; what was written of it goes. */
export const fileBytesMax = 256 * 1024 * 1024;

export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
  readonly kind: FileKind;
}

export interface Spool {
  /** The folder for other files of an import, which is there now. */
  openFolder(): Promise<string>;
  /** @throws AppError `IMPORT_TOO_LARGE`, `IMPORT_EMPTY`. */
  receive(id: string, source: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
  has(id: string): Promise<boolean>;
  pathOf(id: string): string;
  /** All of it or nothing; two at once do not disturb each other. */
  copy(id: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  remove(id: string): Promise<void>;
  removeOlderThan(timeMs: number): Promise<void>;
}

export function createSpool(folder: string): Spool {
  const fileOf = (id: string): string => join(folder, `${id}.upload`);
  const openFolder = async (): Promise<string> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  return {
    openFolder,
    async receive(id, source) {
      await openFolder();
      const path = fileOf(id);
      const detector = createEncodingDetector();
      let bytes = 0;
      async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > fileBytesMax) throw errors.fileTooLarge(fileBytesMax);
          detector.push(chunk);
          yield chunk;
        }
      }
      try {
        await pipeline(source, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
        if (bytes === 0) throw errors.fileEmpty();
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { path, bytes, kind: detector.end() };
    },
    has: (id) =>
      access(fileOf(id)).then(
        () => true,
        () => false,
      ),
    pathOf: fileOf,
    async copy(id, content) {
      await openFolder();
      const part = join(folder, `${id}.${randomUUID()}.part`);
      try {
        await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
        await rename(part, fileOf(id));
      } finally {
        await rm(part, { force: true });
      }
    },
    remove: (id) => rm(fileOf(id), { force: true }),
    async removeOlderThan(timeMs) {
      if (!existsSync(folder)) return;
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity })); // somebody else was faster
        if (mtimeMs < timeMs) await rm(path, { force: true, recursive: true });
      }
    },
  };
}
