import { describe, expect, test } from 'vitest';
import { backupCodeDigest, backupCodesCount, newBackupCodes } from './backup-codes.ts';

test('ten different codes that can be read aloud', () => {
  const codes = newBackupCodes();
  expect(new Set(codes).size).toBe(backupCodesCount);
  for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});

describe('a typed code', () => {
  test.each(['ABCD-efgh-2345-6789', 'abcdefgh23456789', ' abcd efgh 2345 6789 '])('"%s" is the same', (typed) => {
    expect(backupCodeDigest(typed)).toEqual(backupCodeDigest('abcd-efgh-2345-6789'));
  });
  test.each(['', '123456', 'abcd-efgh-2345-678', 'abcd-efgh-2345-67890'])('"%s" is none', (typed) => {
    expect(backupCodeDigest(typed)).toBeNull();
  });
});
