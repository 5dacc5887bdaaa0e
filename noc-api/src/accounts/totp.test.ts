import { describe, expect, test } from 'vitest';
import { encodeBase32, matchTotp, newTotpSecret, otpauthUri, totpCode, totpStep } from './totp.ts';

/** Of RFC 6238, appendix B: the ASCII digits 1 to 0, twice. */
const secret = encodeBase32(Buffer.from('12345678901234567890'));

describe('totpCode', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s is the one of RFC 6238: %s', (atS, code) => {
    expect(totpCode(secret, totpStep(atS * 1_000))).toBe(code);
  });
});

describe('encodeBase32', () => {
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of "%s" is as in RFC 4648', (text, encoded) => {
    expect(encodeBase32(Buffer.from(text))).toBe(encoded);
  });
});

describe('matchTotp', () => {
  const nowMs = 1_700_000_000_000;
  const now = totpStep(nowMs);
  const match = (code: string, lastStep = 0) => matchTotp(secret, code, { nowMs, lastStep });

  test.each([
    ['of this step', now, now],
    ['of the one before, for a phone that is late', now - 1, now - 1],
    ['of the next, for a phone that is early', now + 1, now + 1],
    ['two steps late', now - 2, null],
    ['two steps early', now + 2, null],
  ])('a code %s', (_name, step, expected) => {
    expect(match(totpCode(secret, step))).toBe(expected);
  });

  test('a code works once, and none before it afterwards', () => {
    expect(match(totpCode(secret, now), now)).toBeNull();
    expect(match(totpCode(secret, now - 1), now)).toBeNull();
    expect(match(totpCode(secret, now + 1), now)).toBe(now + 1);
  });

  test.each(['', '12345', '1234567', 'abcdef', '12 345', '１２３４５６'])('"%s" is no code', (code) => {
    expect(match(code)).toBeNull();
  });
});

test('the URI carries the account and the secret', () => {
  const uri = new URL(otpauthUri(newTotpSecret(), 'ana+noc@example.net'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toBe('/FastISP:ana+noc@example.net');
  expect(uri.searchParams.get('issuer')).toBe('FastISP');
  expect(uri.searchParams.get('secret')).toMatch(/^[A-Z2-7]{32}$/);
});
