import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const query = { sort: 'name', q: 'torre' };
const refused = expect.objectContaining({ code: 'CURSOR_INVALID', status: 400 });

test('a cursor comes back as the key it was made of', () => {
  const cursor = encodeCursor(query, ['torre-norte', 7]);
  expect(decodeCursor(query, cursor, ['string', 'number'])).toEqual(['torre-norte', 7]);
});

test.each([
  ['another query', encodeCursor({ sort: 'name', q: 'olt' }, ['a', 1])],
  ['another key', encodeCursor(query, ['a', 'b'])],
  ['a shorter key', encodeCursor(query, ['a'])],
  ['not base64', '%%%'],
  ['not JSON', Buffer.from('{').toString('base64url')],
  ['not a list', Buffer.from('{"a":1}').toString('base64url')],
  ['empty', ''],
])('refuses a cursor of %s', (_name, cursor) => {
  expect(() => decodeCursor(query, cursor, ['string', 'number'])).toThrow(refused);
});
