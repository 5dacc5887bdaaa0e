import { describe, expect, it } from 'vitest';
import { isAppError } from '../errors/app-error.ts';
import {
  envBoolean,
  envChoice,
  envInteger,
  envOptional,
  envOptionalUrl,
  envPort,
  readEnv,
  redactEnv,
  renderEnvExample,
} from './env-schema.ts';

const schema = {
  PORT: envPort('Port of HTTP.', 8080),
  POLL_INTERVAL_S: envInteger('Seconds between polls.', { min: 5, max: 3600, default: 60 }),
  LEVEL: envChoice('How much is logged.', { choices: ['info', 'debug'], default: 'info' }),
  DATABASE_URL: envOptionalUrl('PostgreSQL.', { protocols: ['postgres:'], secret: true }),
  TOKEN: envOptional('Token.', { secret: true, minLength: 32 }),
  STRICT: envBoolean('Strict.', { default: false }),
};

function problemsOf(env: Record<string, string>): string {
  try {
    readEnv(schema, env);
  } catch (error) {
    if (isAppError(error, 'CONFIG_INVALID')) return error.message;
    throw error;
  }
  return '';
}

describe('readEnv', () => {
  it('gives defaults for absent and for empty variables', () => {
    expect(readEnv(schema, { PORT: '', LEVEL: '  ' })).toEqual({
      PORT: 8080,
      POLL_INTERVAL_S: 60,
      LEVEL: 'info',
      DATABASE_URL: undefined,
      TOKEN: undefined,
      STRICT: false,
    });
  });

  it('parses what is given', () => {
    const values = readEnv(schema, { PORT: '0', DATABASE_URL: 'postgres://u:p@h/db', STRICT: 'true' });
    expect(values).toMatchObject({ PORT: 0, DATABASE_URL: 'postgres://u:p@h/db', STRICT: true });
  });

  it('lists every problem at once, each with what is expected', () => {
    const problems = problemsOf({ PORT: '99999', POLL_INTERVAL_S: '1.5', LEVEL: 'loud', STRICT: 'yes' });
    expect(problems).toContain('PORT: "99999" is not a whole number from 0 to 65535');
    expect(problems).toContain('POLL_INTERVAL_S: "1.5" is not a whole number from 5 to 3600');
    expect(problems).toContain('LEVEL: "loud" is not one of info, debug');
    expect(problems).toContain('STRICT: "yes" is not true or false');
  });

  it('does not repeat a secret in its problem', () => {
    const problems = problemsOf({ TOKEN: 'short-secret', DATABASE_URL: 'mysql://u:hunter2@h/db' });
    expect(problems).toContain('TOKEN: its value is not at least 32 characters');
    expect(problems).toContain('DATABASE_URL: its value is not a URL starting with postgres://');
    expect(problems).not.toContain('short-secret');
    expect(problems).not.toContain('hunter2');
  });
});

describe('renderEnvExample', () => {
  it('writes each variable once, commented out at its default', () => {
    const text = renderEnvExample([
      { title: 'Collector', schema },
      { title: 'Stream', schema: { PORT: schema.PORT } },
    ]);
    expect(text).toContain('# Port of HTTP.\n#PORT=8080\n');
    expect(text.match(/#PORT=/g)).toHaveLength(1);
  });
});

describe('redactEnv', () => {
  it('masks secrets that are set', () => {
    const values = readEnv(schema, { TOKEN: 'x'.repeat(32) });
    expect(redactEnv(schema, values)).toMatchObject({ TOKEN: '(set)', DATABASE_URL: undefined, PORT: 8080 });
  });
});
