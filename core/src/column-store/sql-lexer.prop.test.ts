import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexSql, splitStatements } from './sql-lexer.ts';

const quoted = fc.string({ maxLength: 10 }).map((text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`);
const part = fc.oneof(
  quoted,
  fc.constantFrom('SELECT', 'a', '1', '(', ')', ',', '`x;y`', '"--"', '/* ; */', '-- ;\n', ' ', '\n'),
);
const statement = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => `SELECT ${parts.join(' ')}`);

describe('the lexer, by property', () => {
  it('covers any text: tokens in order, none overlapping, each as written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (sql) => {
        let at = 0;
        for (const token of lexSql(sql).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(at);
          expect(token.end).toBeGreaterThan(token.start);
          expect(sql.slice(token.start, token.end)).toBe(token.text);
          at = token.end;
        }
      }),
    );
  });

  it('splits what was joined by semicolons into as many statements with the same tokens', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const split = splitStatements(statements.join('\n;\n'));
        const tokensOf = (sql: string): string[] => lexSql(sql).tokens.map((token) => token.text);
        expect(split.map(tokensOf)).toEqual(statements.map(tokensOf));
      }),
    );
  });
});
