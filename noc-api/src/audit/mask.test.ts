import { expect, test } from 'vitest';
import { maskedChangedText, maskedText, maskSecrets } from './mask.ts';

test.each([
  'password',
  'newPassword',
  'passphrase',
  'community',
  'snmp_community_sealed',
  'secret',
  'clientSecret',
  'privateKey',
  'api_key',
  'accessToken',
  'token',
  'refresh_token',
  'Authorization',
  'cookie',
  'credentials',
  'pin',
  'psk',
])('the value of %s is masked, inside of lists and objects too', (key) => {
  expect(maskSecrets({ [key]: 'hunter2' })).toEqual({ [key]: maskedText });
  expect(maskSecrets({ [key]: { value: 'hunter2', list: ['a', 7] } })).toEqual({
    [key]: { value: maskedText, list: [maskedText, maskedText] },
  });
  expect(maskSecrets({ snmp: [{ [key]: 'hunter2' }] })).toEqual({ snmp: [{ [key]: maskedText }] });
});

test.each(['name', 'tokenId', 'pinned', 'address', 'description', 'passed'])('%s stays', (key) => {
  expect(maskSecrets({ [key]: 'x' })).toEqual({ [key]: 'x' });
});

test('whether a secret is set is no secret', () => {
  const object = { communitySet: true, mustChangePassword: false, password: null };
  expect(maskSecrets(object)).toEqual(object);
});

test('that a secret changed is said, not to what', () => {
  const before = { snmp: { community: 'old', port: 161 }, password: 'same' };
  const after = { snmp: { community: 'new', port: 162 }, password: 'same' };
  expect(maskSecrets(after, before)).toEqual({
    snmp: { community: maskedChangedText, port: 162 },
    password: maskedText,
  });
});

test.each([
  'v1.AbCdEfGh.aaaa.bbbb.cccc',
  'v2.AbCdEfGh.aaaa.bbbb.cccc',
  'fisp_0123456789abcdef0123456789',
  '$argon2id$v=19$m=19456$abc',
])('%s is masked wherever it stands', (value) => {
  expect(maskSecrets({ note: value, list: [value] })).toEqual({ note: maskedText, list: [maskedText] });
});
