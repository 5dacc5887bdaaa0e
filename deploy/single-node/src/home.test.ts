import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHome, secretKeyOf } from './home.ts';

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
    await expect(openHome(join(file, 'home'))).rejects.toThrow('set FASTISP_HOME to one that it owns');
  });
});

describe('secretKeyOf', () => {
  it('prefers the configured key', async () => {
    expect(await secretKeyOf(folder, 'configured')).toBe('configured');
  });

  it('makes one that only this user can read, and keeps it', async () => {
    const first = await secretKeyOf(folder, undefined);
    expect(Buffer.from(first, 'base64')).toHaveLength(32);
    expect(await secretKeyOf(folder, undefined)).toBe(first);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
