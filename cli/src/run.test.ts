import { describe, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { languageOf } from './language.ts';
import { findCommand, numberOption, UsageError, usageOf } from './run.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';

describe('findCommand', () => {
  test.each([[[]], [['help']], [['--help']], [['admin', 'create', '--help']]])('%j shows the help', (args) => {
    expect(findCommand(commands, args).kind).toBe('help');
  });

  test('finds a command with its options', () => {
    const found = findCommand(commands, ['admin', 'create', '--email', 'a@b.example', '--platform']);
    const command = { path: ['admin', 'create'] };
    expect(found).toMatchObject({ kind: 'command', command, options: { platform: true } });
  });

  test.each([
    [['admin'], 'incomplete'],
    [['keys', '--json'], 'incomplete'],
    [['admin', 'remove'], 'unknown'],
    [['create', 'admin'], 'unknown'],
    [['keys', 'rotate', '--unknown'], 'wrong'],
    [['keys', 'rotate', 'more'], 'wrong'],
    [['admin', 'create'], 'missing'],
    [['admin', 'create', '--email'], 'wrong'],
  ])('%j is %s', (args, kind) => {
    expect(findCommand(commands, args).kind).toBe(kind);
  });
});

test.each([es, en])('a command that was called wrongly is shown its own part of the help ($language)', ({ help }) => {
  const texts = commands.map((command) => usageOf(help, command));
  commands.forEach(({ path }, at) => expect(texts[at]?.trim()).toMatch(new RegExp(`^${path.join(' ')} `)));
  expect(new Set(texts).size).toBe(commands.length);
  expect(help).toContain(texts.join('\n'));
});

test.each(['0', '-1', '1.5', 'x', '', '4294967296'])('%j is no number of a tenant', (text) => {
  expect(() => numberOption({ tenant: text }, 'tenant')).toThrow(UsageError);
});

test.each([
  [{}, 'es'],
  [{ LANG: 'C.UTF-8' }, 'es'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'es_PY.UTF-8' }, 'es'],
  [{ LANG: 'es_PY.UTF-8', LC_MESSAGES: 'en_GB' }, 'en'],
  [{ LANG: 'en', LC_ALL: '' }, 'en'],
] as const)('%j is answered in %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});
