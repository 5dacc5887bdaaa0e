import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const context = { tenantId: 1, rowId: 'a', field: 'snmp.community' };
const newKey = (): string => randomBytes(32).toString('base64');

describe('secret box', () => {
  it('opens what it sealed, also empty and non-ASCII texts', () => {
    const box = createSecretBox(newKey());
    for (const text of ['public', '', 'clave-ñandú-✓']) expect(box.open(box.seal(text, context), context)).toBe(text);
  });

  it('seals the same text differently each time', () => {
    const box = createSecretBox(newKey());
    expect(box.seal('public', context)).not.toBe(box.seal('public', context));
  });

  it.each([
    ['another tenant', { ...context, tenantId: 2 }],
    ['another row', { ...context, rowId: 'b' }],
    ['another field', { ...context, field: 'password' }],
  ])('refuses to open for %s', (_name, other) => {
    const box = createSecretBox(newKey());
    expect(() => box.open(box.seal('public', context), other)).toThrow('belongs to another row');
  });

  it('says that the key is another one', () => {
    const sealed = createSecretBox(newKey()).seal('public', context);
    expect(() => createSecretBox(newKey()).open(sealed, context)).toThrow('sealed with another key');
  });

  it('refuses changed bytes and other formats', () => {
    const box = createSecretBox(newKey());
    const parts = box.seal('public', context).split('.');
    parts[4] = Buffer.from('forged').toString('base64url');
    expect(() => box.open(parts.join('.'), context)).toThrow('was changed');
    expect(() => box.open('plain text', context)).toThrow('not in a known format');
  });

  it('says how to make a key when the length is wrong', () => {
    expect(() => createSecretBox('c2hvcnQ=')).toThrow('openssl rand -base64 32');
  });
});
