import { expect, test } from 'vitest';
import { passwordProblem } from './password-rules.ts';

const context = { email: 'marta@isp.example', name: 'Marta', currentPassword: 'old-Torre-Azul-77' };

test.each([
  ['a long phrase', 'tres cerros y una antena', null],
  ['the old one', 'old-Torre-Azul-77', 'differ'],
  ['the account name', 'Marta-2026-antena', 'account name'],
  ['one letter repeated', 'aaaaaaaaaaaaaaaa', 'different characters'],
  ['a common word', 'MyPassword-2026!', 'common word'],
  ['a row of keys', 'xx-qwertyuiop-99', 'common word'],
])('%s', (_name, password, problem) => {
  if (problem === null) expect(passwordProblem(password, context)).toBeNull();
  else expect(passwordProblem(password, context)).toContain(problem);
});
