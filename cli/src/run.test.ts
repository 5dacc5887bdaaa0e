import { describe, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { languageOf } from './language.ts';
import { findCommand, numberOption, UsageError } from './run.ts';

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
    [['admin'], 'unknown'],
    [['create', 'admin'], 'unknown'],
    [['keys', 'rotate', '--unknown'], 'wrong'],
    [['keys', 'rotate', 'more'], 'wrong'],
    [['admin', 'create'], 'wrong'],
    [['admin', 'create', '--email'], 'wrong'],
  ])('%j is %s', (args, kind) => {
    expect(findCommand(commands, args).kind).toBe(kind);
  });
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
