import { expect, test } from 'vitest';
import { diffRows } from './diff.ts';

test.each<[string, Parameters<typeof diffRows>, unknown]>([
  ['a changed field', [{ name: 'a' }, { name: 'b' }], [{ path: 'name', kind: 'changed', before: 'a', after: 'b' }]],
  ['what came', [null, { name: 'b', notes: '' }], [{ path: 'name', kind: 'added', before: undefined, after: 'b' }]],
  ['what went', [{ name: 'a' }, null], [{ path: 'name', kind: 'removed', before: 'a', after: undefined }]],
  [
    'an object within',
    [{ snmp: { port: 161, version: '2c' } }, { snmp: { port: 162, version: '2c' } }],
    [{ path: 'snmp.port', kind: 'changed', before: 161, after: 162 }],
  ],
  [
    'a list is one value',
    [{ tags: ['a'] }, { tags: ['a', 'b'] }],
    [{ path: 'tags', kind: 'changed', before: ['a'], after: ['a', 'b'] }],
  ],
  [
    'set from null',
    [{ siteId: null }, { siteId: 's' }],
    [{ path: 'siteId', kind: 'added', before: undefined, after: 's' }],
  ],
  ['zero and false are values', [{ n: 0 }, { n: false }], [{ path: 'n', kind: 'changed', before: 0, after: false }]],
  [
    'an empty list is nothing',
    [null, { name: 'b', tags: [] }],
    [{ path: 'name', kind: 'added', before: undefined, after: 'b' }],
  ],
  [
    'a list that is emptied',
    [{ tags: ['a'] }, { tags: [] }],
    [{ path: 'tags', kind: 'removed', before: ['a'], after: undefined }],
  ],
  ['nothing at all', [null, null], []],
])('%s', (_name, [before, after], rows) => {
  expect(diffRows(before, after)).toEqual(rows);
});
