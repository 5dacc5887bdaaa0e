import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createSecretBox } from './secret-box.ts';
import { addSecretKey, fileSecretKeys, fixedSecretKeys, parseSecretKeys } from './secret-keys.ts';

const newKey = (): string => randomBytes(32).toString('base64');
const context = { tenantId: 1, rowId: 'a', field: 'f' };
const folder = mkdtempSync(join(tmpdir(), 'fastisp-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('parseSecretKeys', () => {
  test('takes lines, commas and comments, in their order', () => {
    const [a, b, c] = [newKey(), newKey(), newKey()];
    const keys = parseSecretKeys(`# current\n${a}\n\n ${b} , ${c} # of 2025\n`);
    expect(keys.map((key) => key.bytes.toString('base64'))).toEqual([a, b, c]);
    expect(new Set(keys.map((key) => key.id)).size).toBe(3);
  });

  test('an id tells nothing of its key', () => {
    const key = newKey();
    expect(key).not.toContain(parseSecretKeys(key)[0]?.id);
  });
});

describe('a file of keys', () => {
  let path: string;
  let files = 0;
  beforeEach(() => {
    path = join(folder, `keys-${++files}`);
    writeFileSync(path, `${newKey()}\n`, { mode: 0o600 });
  });

  test('a key that is added is current at once, in a service that runs too, and the old one still opens', async () => {
    const running = createSecretBox(fileSecretKeys(path));
    const sealed = running.seal('public', context);
    const id = await addSecretKey(path);
    expect(running.open(sealed, context)).toBe('public');
    expect(running.seal('public', context).startsWith(`v2.${id}.`)).toBe(true);
    expect(running.open(running.rewrap(sealed) ?? '', context)).toBe('public');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a value under a key that was added meanwhile is opened without a restart', async () => {
    const running = createSecretBox(fileSecretKeys(path));
    running.seal('warm', context);
    await addSecretKey(path);
    const sealed = createSecretBox(fileSecretKeys(path)).seal('public', context);
    expect(running.open(sealed, context)).toBe('public');
  });

  test('keys of the environment count as older ones', () => {
    const old = newKey();
    const sealed = createSecretBox(old).seal('public', context);
    const box = createSecretBox(fileSecretKeys(path, old));
    expect(box.open(sealed, context)).toBe('public');
    expect(box.seal('x', context).startsWith(`v2.${fixedSecretKeys(old).current().id}.`)).toBe(false);
  });

  test('one that is not there is said by name', () => {
    expect(() => createSecretBox(fileSecretKeys(join(folder, 'absent')))).toThrow('FASTISP_SECRET_KEYS_FILE');
  });
});
