import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHome, secretKeysOf } from './home.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fastisp-home-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('openHome', () => {
  it('makes the folder, and refuses a second instance until the first lets go', async () => {
    const path = join(folder, 'new', 'home');
    const home = await openHome(path);
    await expect(openHome(path)).rejects.toThrow(`another FastISP runs on ${path}`);
    await home.release();
    await (await openHome(path)).release();
  });

  it('says what to do when the folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'home'), '/proc/home']) {
      await expect(openHome(path)).rejects.toThrow('set FASTISP_HOME to one that it owns');
    }
  });
});

describe('secretKeysOf', () => {
  const nothing = { FASTISP_SECRET_KEY: undefined, FASTISP_SECRET_KEYS_FILE: undefined };

  it('prefers the configured keys', async () => {
    const configured = Buffer.alloc(32, 9).toString('base64');
    const keys = await secretKeysOf(folder, { ...nothing, FASTISP_SECRET_KEY: configured });
    expect(keys.current().bytes.toString('base64')).toBe(configured);
  });

  it('makes one that only this user can read, and keeps it', async () => {
    const first = await secretKeysOf(folder, nothing);
    expect(first.current().bytes).toHaveLength(32);
    expect((await secretKeysOf(folder, nothing)).current()).toEqual(first.current());
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
