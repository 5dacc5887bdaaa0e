import { describe, expect, test } from 'vitest';
import { judgeClock, judgeDisk, judgeKeyFile, judgeKeys, judgePostgres, judgeZones, zoneProbes } from './decide.ts';
import { nodeOffsetsMin } from './measure.ts';
import { doctorEn } from './words-en.ts';
import { doctorEs } from './words-es.ts';

const gib = 2 ** 30;
const words = doctorEn;

describe('the disk', () => {
  test.each([
    ['plenty', 100, 400, 'fine'],
    ['little in parts of it', 40, 500, 'warning'],
    ['little', 9, 20, 'warning'],
    ['almost none', 1.9, 4, 'problem'],
    ['almost none in parts of it', 20, 1_000, 'problem'],
    ['a disk of nothing', 0, 0, 'problem'],
  ] as const)('%s', (_name, free, total, level) => {
    expect(judgeDisk({ freeBytes: free * gib, totalBytes: total * gib, path: '/x' }, words).level).toBe(level);
  });
});

describe('the clock', () => {
  const right = { nowMs: 2_000_000, programMs: 1_000_000, databaseMs: 2_000_100, synchronized: true };
  test.each([
    ['right', {}, 'fine'],
    ['nobody says whether it is synchronized', { synchronized: null, databaseMs: null }, 'fine'],
    ['before the program was made', { nowMs: 999_999 }, 'problem'],
    ['apart from the database, behind', { databaseMs: 2_003_000 }, 'problem'],
    ['apart from the database, ahead', { databaseMs: 1_997_000 }, 'problem'],
    ['not synchronized', { synchronized: false }, 'warning'],
  ])('%s', (_name, change, level) => {
    expect(judgeClock({ ...right, ...change }, words).level).toBe(level);
  });
});

describe('time zones', () => {
  const right = zoneProbes.map(({ offsetMin }) => offsetMin);

  test('of this Node are as the rules are today', () => {
    expect(nodeOffsetsMin()).toEqual(right);
  });

  test('old data are named with their zones and with who has them', () => {
    const beforeParaguay = right.map((offset, i) => (zoneProbes[i]?.zone === 'America/Asuncion' ? -240 : offset));
    const sources = [
      { who: 'Node.js', offsetsMin: right },
      { who: 'PostgreSQL', offsetsMin: beforeParaguay },
    ];
    const findings = judgeZones(sources, '2026a', words);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(/PostgreSQL.*America\/Asuncion/),
    });
    expect(judgeZones(sources.slice(0, 1), '2026a', words)[0]?.level).toBe('fine');
  });
});

describe('keys', () => {
  const uses = [
    { id: 'a', values: 3 },
    { id: 'b', values: 2 },
  ];
  test.each([
    ['all under the current one', { current: 'a', known: ['a'], uses: uses.slice(0, 1) }, 'fine'],
    ['none sealed yet', { current: 'a', known: ['a'], uses: [] }, 'fine'],
    ['a rotation was not finished', { current: 'a', known: ['a', 'b'], uses }, 'warning'],
    ['a key is lost', { current: 'a', known: ['a'], uses }, 'problem'],
  ] as const)('%s', (_name, keys, level) => {
    expect(judgeKeys(keys, words).level).toBe(level);
  });
});

test.each([
  [0o600, undefined],
  [0o400, undefined],
  [0o640, 'problem'],
  [0o604, 'problem'],
])('a file of keys with mode %o', (mode, level) => {
  expect(judgeKeyFile(mode, '/keys', words)?.level).toBe(level);
});

test.each([
  ['18.4', 'fine'],
  ['16.0 (Debian 16.0-1)', 'fine'],
  ['14.12', 'problem'],
])('PostgreSQL %s', (version, level) => {
  expect(judgePostgres(version, words).level).toBe(level);
});

test('both languages say each thing in their own words', () => {
  for (const [key, english] of Object.entries(doctorEn)) {
    if (typeof english === 'string') expect(doctorEs[key as keyof typeof doctorEs]).not.toBe(english); // one of its keys
  }
});
