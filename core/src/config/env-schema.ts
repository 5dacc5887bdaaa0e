/**
 * Configuration from environment variables, read once, by a schema that also makes `.env.example`.
 *
 * A service declares one object of variables; `readEnv` returns it typed, or throws one error that
 * lists every problem at once.
 */
import { AppError } from '../errors/app-error.ts';

interface VariableBase<T> {
  /** One sentence for the operator; it becomes the comment in `.env.example`. */
  readonly about: string;
  readonly parse: (text: string) => T | InvalidValue;
  /** How the default reads in `.env.example`; empty when there is none. */
  readonly defaultText: string;
  readonly secret: boolean;
}
export interface Variable<T> extends VariableBase<T> {
  /** Value when the variable is absent or empty; `required` when there is none. */
  readonly fallback: { readonly value: T } | 'required';
}

class InvalidValue {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

const isInvalid = (value: unknown): value is InvalidValue => value instanceof InvalidValue;

/** A whole number within bounds; put the unit into the variable's name. */
export function envInteger(about: string, options: { min: number; max: number; default: number }): Variable<number> {
  return {
    about,
    secret: false,
    defaultText: String(options.default),
    fallback: { value: options.default },
    parse: (text) => {
      const value = Number(text);
      if (Number.isInteger(value) && value >= options.min && value <= options.max) return value;
      return new InvalidValue(`a whole number from ${options.min} to ${options.max}`);
    },
  };
}

/** A UDP or TCP port; 0 means off (or, for a listener in tests, any free port). */
export const envPort = (about: string, defaultPort: number): Variable<number> =>
  envInteger(about, { min: 0, max: 65_535, default: defaultPort });

export function envString(about: string, options: { default: string }): Variable<string> {
  return { about, secret: false, defaultText: options.default, fallback: { value: options.default }, parse: (t) => t };
}

/** A text that may be absent. */
export function envOptional(
  about: string,
  options: { secret?: boolean; minLength?: number } = {},
): Variable<string | undefined> {
  return {
    about,
    secret: options.secret ?? false,
    defaultText: '',
    fallback: { value: undefined },
    parse: (text) =>
      text.length >= (options.minLength ?? 0)
        ? text
        : new InvalidValue(`at least ${options.minLength ?? 0} characters`),
  };
}

/** A URL with one of the given protocols (`http:` …), or absent. */
export function envOptionalUrl(
  about: string,
  options: { protocols: readonly string[]; secret?: boolean },
): Variable<string | undefined> {
  return {
    ...envOptional(about, { secret: options.secret ?? false }),
    parse: (text) => {
      const url = URL.parse(text);
      if (url !== null && options.protocols.includes(url.protocol)) return text;
      return new InvalidValue(`a URL starting with ${options.protocols.map((p) => `${p}//`).join(' or ')}`);
    },
  };
}

export function envChoice<const C extends string>(
  about: string,
  options: { choices: readonly C[]; default: NoInfer<C> },
): Variable<C> {
  return {
    about,
    secret: false,
    defaultText: options.default,
    fallback: { value: options.default },
    parse: (text) =>
      options.choices.find((choice) => choice === text) ?? new InvalidValue(`one of ${options.choices.join(', ')}`),
  };
}

export function envBoolean(about: string, options: { default: boolean }): Variable<boolean> {
  return {
    about,
    secret: false,
    defaultText: String(options.default),
    fallback: { value: options.default },
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : new InvalidValue('true or false')),
  };
}

export type EnvSchema = Readonly<Record<string, Variable<unknown>>>;
export type EnvValues<S extends EnvSchema> = { readonly [K in keyof S]: S[K] extends Variable<infer T> ? T : never };

/**
 * Reads the schema's variables; absent and empty are the same.
 * @throws AppError `CONFIG_INVALID` whose message has one line for each problem.
 */
export function readEnv<S extends EnvSchema>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): EnvValues<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(schema)) {
    const text = env[name]?.trim() ?? '';
    if (text === '') {
      if (variable.fallback === 'required') problems.push(`${name} is missing: ${variable.about}`);
      else values[name] = variable.fallback.value;
      continue;
    }
    const value = variable.parse(text);
    if (isInvalid(value)) {
      const shown = variable.secret ? 'its value' : `"${text}"`;
      problems.push(`${name}: ${shown} is not ${value.expected}`);
    } else values[name] = value;
  }
  if (problems.length > 0) {
    throw new AppError('CONFIG_INVALID', `configuration:\n  ${problems.join('\n  ')}`);
  }
  return values as EnvValues<S>; // each key was parsed by its own variable above
}

/** `.env.example`: each variable with its comment, commented out at its default. */
export function renderEnvExample(sections: readonly { title: string; schema: EnvSchema }[]): string {
  const lines = ['# Generated by `npm run generate` from the configuration schemas. Do not edit.'];
  const seen = new Set<string>();
  for (const { title, schema } of sections) {
    lines.push('', `# ${title}`);
    for (const [name, variable] of Object.entries(schema)) {
      if (seen.has(name)) continue;
      seen.add(name);
      lines.push('', `# ${variable.about}`, `#${name}=${variable.defaultText}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The values as an operator may see them: secrets are masked. */
export function redactEnv(schema: EnvSchema, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).map(([name, variable]) => [
      name,
      variable.secret && values[name] !== undefined ? '(set)' : values[name],
    ]),
  );
}
