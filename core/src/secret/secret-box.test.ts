import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealV1 } from '../testing/seal-v1.ts';
import { createSecretBox } from './secret-box.ts';

const context = { tenantId: 1, rowId: 'a', field: 'snmp.community' };
const newKey = (): string => randomBytes(32).toString('base64');

describe('secret box', () => {
  it('opens what it sealed, also empty and non-ASCII texts', () => {
    const box = createSecretBox(newKey());
    for (const text of ['public', '', 'clave-ñandú-✓']) expect(box.open(box.seal(text, context), context)).toBe(text);
  });

  it('seals the same text differently each time, under a data key of its own', () => {
    const box = createSecretBox(newKey());
    const [first, second] = [box.seal('public', context), box.seal('public', context)].map((text) => text.split('.'));
    expect(first?.[0]).toBe('v2');
    expect(first?.[1]).toBe(second?.[1]);
    expect(first?.[2]).not.toBe(second?.[2]);
    expect(first?.[3]).not.toBe(second?.[3]);
  });

  it.each([
    ['another tenant', { ...context, tenantId: 2 }],
    ['another row', { ...context, rowId: 'b' }],
    ['another field', { ...context, field: 'password' }],
  ])('refuses to open for %s', (_name, other) => {
    const key = newKey();
    const box = createSecretBox(key);
    expect(() => box.open(box.seal('public', context), other)).toThrow('belongs to another row');
    expect(() => box.open(sealV1(key, 'public', context), other)).toThrow('belongs to another row');
  });

  it('says that the key is another one', () => {
    const sealed = createSecretBox(newKey()).seal('public', context);
    const other = createSecretBox(newKey());
    expect(() => other.open(sealed, context)).toThrow('sealed with another key');
    expect([other.knows(sealed), other.knows(other.currentPrefix())]).toEqual([false, true]);
  });

  it.each([2, 3])('refuses changed bytes of part %i', (index) => {
    const box = createSecretBox(newKey());
    const parts = box.seal('public', context).split('.');
    const bytes = Buffer.from(parts[index] ?? '', 'base64url');
    for (const at of [0, 13, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => box.open(parts.with(index, changed.toString('base64url')).join('.'), context)).toThrow(
        'was changed',
      );
    }
  });

  it('refuses the data key of another value, a cut value and other formats', () => {
    const box = createSecretBox(newKey());
    const [one, other] = [box.seal('one', context).split('.'), box.seal('other', context).split('.')];
    expect(() => box.open([...one.slice(0, 3), other[3]].join('.'), context)).toThrow('was changed');
    expect(() => box.open(`${one.slice(0, 3).join('.')}.AAAA`, context)).toThrow('was changed');
    for (const text of ['plain text', '', 'v3.a.b.c', 'v2.abc', 'v1.a.b']) {
      expect(() => box.open(text, context)).toThrow('not in a known format');
    }
  });

  it('opens what the first release sealed', () => {
    const key = newKey();
    expect(createSecretBox(key).open(sealV1(key, 'public', context), context)).toBe('public');
  });

  it('says how to make a key when the length is wrong, or there is none', () => {
    expect(() => createSecretBox('c2hvcnQ=')).toThrow('openssl rand -base64 32');
    expect(() => createSecretBox(' # nothing')).toThrow('openssl rand -base64 32');
  });
});

describe('rewrap', () => {
  const [oldKey, nextKey] = [newKey(), newKey()];
  const both = createSecretBox(`${nextKey},${oldKey}`);
  const onlyNext = createSecretBox(nextKey);

  it('puts a value under the current key without touching it; the old key is not needed any more', () => {
    const sealed = createSecretBox(oldKey).seal('public', context);
    const again = both.rewrap(sealed) ?? '';
    expect(onlyNext.open(again, context)).toBe('public');
    expect(again.split('.')[3]).toBe(sealed.split('.')[3]);
    expect(again.startsWith(both.currentPrefix())).toBe(true);
  });

  it('leaves alone what is under the current key', () => {
    expect(both.rewrap(both.seal('public', context))).toBeNull();
  });

  it('seals an old form anew, of the current key too, when it knows whose it is', () => {
    for (const key of [oldKey, nextKey]) {
      const sealed = sealV1(key, 'public', context);
      expect(onlyNext.open(both.rewrap(sealed, context) ?? '', context)).toBe('public');
      expect(() => both.rewrap(sealed)).toThrow('never used here');
    }
  });

  it('refuses a key that is not known, and forged data keys', () => {
    const sealed = createSecretBox(newKey()).seal('public', context);
    expect(() => both.rewrap(sealed)).toThrow('another key');
    const parts = both.seal('public', context).split('.');
    const forged = parts.with(1, onlyOld().currentPrefix().split('.')[1] ?? '').join('.');
    expect(() => both.rewrap(forged)).toThrow('was changed');
  });

  const onlyOld = () => createSecretBox(oldKey);
});
