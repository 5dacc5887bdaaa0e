import { createLog } from '@fastisp/core/log/log';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TemplateChange } from './decode/exporters.ts';
import { TemplateStore } from './template-store.ts';

const log = createLog({ service: 'test', level: 'silent' });
const change = (id: number, width = 4): TemplateChange => ({
  ...{ address: '192.0.2.1', version: 9, domain: 7, id },
  layout: {
    id,
    scopeFields: -1,
    fields: [
      { id: 8, pen: 0, width },
      { id: 0, pen: -1, width: 0xffff },
    ],
  },
});
const gone = (id: number): TemplateChange => ({ ...change(id), layout: null });
const facts = { address: '192.0.2.1', version: 9, domain: 7, samplers: [[1, 100]], systemInitMs: 5 } as const;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fastisp-templates-'));
  path = join(folder, 'below', 'templates.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function reloaded(): Promise<TemplateStore> {
  const store = new TemplateStore(path, log);
  await store.load();
  return store;
}

describe('TemplateStore', () => {
  it('brings back what it has written', async () => {
    const store = await reloaded();
    store.applyTemplate(change(256));
    store.applyTemplate(change(257));
    store.applyFacts(facts);
    await store.save();
    const again = await reloaded();
    expect(again.damagedFiles).toBe(0);
    expect(again.learnt()).toEqual(store.learnt());
    expect(again.learnt().templates).toHaveLength(2);
    expect(again.learnt().facts).toEqual([facts]);
    expect(readdirSync(join(folder, 'below'))).toEqual(['templates.json']);
  });

  it('forgets a domain with its last template, and facts of a domain without templates', async () => {
    const store = await reloaded();
    store.applyTemplate(change(256));
    store.applyFacts(facts);
    expect(store.applyTemplate(gone(256))).toBe(false);
    store.applyFacts(facts);
    expect(store.learnt()).toEqual({ templates: [], facts: [] });
  });

  it('writes only when something changed', async () => {
    const store = await reloaded();
    await store.save();
    expect(readdirSync(folder)).toEqual([]);
    store.applyTemplate(change(256));
    await store.save();
    writeFileSync(path, 'untouched');
    await store.save();
    expect(readFileSync(path, 'utf8')).toBe('untouched');
  });

  it.each([
    ['cut off', '{"v":1,"domains":['],
    ['of another version', '{"v":2,"domains":[]}'],
    [
      'with a field out of range',
      '{"v":1,"domains":[{"address":"a","version":9,"domain":-1,"samplers":[],"systemInitMs":null,"templates":[]}]}',
    ],
    ['not JSON at all', '\u0000\u0001'],
  ])('counts a file that is %s and starts empty', async (_name, content) => {
    path = join(folder, 'damaged.json');
    writeFileSync(path, content);
    const store = await reloaded();
    expect(store.damagedFiles).toBe(1);
    expect(store.learnt().templates).toEqual([]);
  });

  it('tries again when it could not write', async () => {
    const blocked = join(folder, 'below');
    writeFileSync(blocked, 'a file where the folder should be');
    const store = new TemplateStore(path, log);
    store.applyTemplate(change(256));
    await store.save();
    rmSync(blocked);
    await store.save();
    expect((await reloaded()).learnt().templates).toHaveLength(1);
  });
});
