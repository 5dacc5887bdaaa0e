import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetLostParts, parsePartName, recordsOfLostParts } from './deduplication-log.ts';

describe('parsePartName', () => {
  it.each([
    ['all_7_7_0', { partition: 'all', minBlock: 7, maxBlock: 7 }],
    ['20261130_1_19_2', { partition: '20261130', minBlock: 1, maxBlock: 19 }],
    ['all_3_3_0_12', { partition: 'all', minBlock: 3, maxBlock: 3 }],
    ['tmp_insert_all_7_7_0', null],
    ['delete_tmp_all_7_7_0', null],
    ['detached', null],
    ['mutation_4.txt', null],
    ['deduplication_logs', null],
  ])('%s', (name, part) => expect(parsePartName(name)).toEqual(part));
});

describe('recordsOfLostParts', () => {
  const log = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

  it('forgets the token whose part is not there', () => {
    expect(
      recordsOfLostParts(log('1\tall_1_1_0\ta', '1\tall_2_2_0\tb'), ['all_1_1_0', 'tmp_insert_all_2_2_0']),
    ).toEqual(['2\tall_2_2_0\tb\n']);
  });

  it('keeps the tokens of merged parts, and of parts of another level', () => {
    expect(
      recordsOfLostParts(log('1\tall_1_1_0\ta', '1\tall_2_2_0\tb', '1\tall_3_3_1\tc'), ['all_1_2_1', 'all_3_3_2']),
    ).toEqual([]);
  });

  it('does not take a block of another partition for it', () => {
    expect(recordsOfLostParts(log('1\t20261129_5_5_0\ta'), ['20261130_1_9_1'])).toEqual(['2\t20261129_5_5_0\ta\n']);
  });

  it('says nothing again of a token that was dropped, or written anew', () => {
    expect(recordsOfLostParts(log('1\tall_5_5_0\ta', '2\tall_5_5_0\ta'), [])).toEqual([]);
    expect(recordsOfLostParts(log('1\tall_5_5_0\ta', '1\tall_6_6_0\ta'), ['all_6_6_0'])).toEqual([]);
  });
});

describe('forgetLostParts', () => {
  let dataDir: string;
  let table: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'deduplication-'));
    table = join(dataDir, 'store/abc/abcdef00-0000-4000-8000-000000000000');
    await mkdir(join(table, 'deduplication_logs'), { recursive: true });
    await mkdir(join(table, 'all_1_1_0'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));
  const file = (number: number): string => join(table, `deduplication_logs/deduplication_log_${number}.txt`);

  it('writes into the newest log, found by number', async () => {
    await writeFile(file(9), '1\tall_1_1_0\ta\n1\tall_2_2_0\tb\n');
    await writeFile(file(10), '');
    expect(await forgetLostParts(dataDir)).toBe(1);
    expect(await readFile(file(10), 'utf8')).toBe('2\tall_2_2_0\tb\n');
    expect(await forgetLostParts(dataDir)).toBe(0);
  });

  it('takes a record off that was cut in the middle', async () => {
    await writeFile(file(1), '1\tall_1_1_0\ta\n');
    await appendFile(file(1), '1\tall_2_');
    expect(await forgetLostParts(dataDir)).toBe(0);
    expect(await readFile(file(1), 'utf8')).toBe('1\tall_1_1_0\ta\n');
  });

  it('has nothing to do in an empty folder, and without logs', async () => {
    await rm(join(table, 'deduplication_logs'), { recursive: true });
    await mkdir(join(dataDir, 'elsewhere'));
    expect(await forgetLostParts(dataDir)).toBe(0);
    expect(await forgetLostParts(join(dataDir, 'elsewhere'))).toBe(0);
  });
});
