/** `compose.yaml` as Compose reads it: merge keys resolved, variables put in. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

export const composeFolder = resolve(import.meta.dirname, '../..');
export const composeFile = resolve(composeFolder, 'compose.yaml');
export const composeText = readFileSync(composeFile, 'utf8');

export interface ComposeService {
  readonly image: string;
  /** Absent for servers that are not ours. */
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } } };
  readonly restart?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface Variable {
  readonly name: string;
  /** Compose refuses to start without it. */
  readonly required: boolean;
  readonly fallback: string;
}

/** Every `${…}` of the file. @throws Error on a form that the file does not need. */
export function composeVariables(text = composeText): Variable[] {
  const found = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => {
    const form = /^([A-Z][A-Z0-9_]*)(:\?|:-([^}]*))$/.exec(inner);
    if (form === null) throw new Error(`a variable is \${NAME:?} or \${NAME:-default}, not \${${inner}}`);
    const [, name = '', operator, fallback = ''] = form;
    return { name, required: operator === ':?', fallback };
  });
  return [...new Map(found.map((variable) => [variable.name, variable])).values()];
}

/** @throws Error when a required variable is empty, as Compose does. */
export function readCompose(env: Readonly<Record<string, string>>): Readonly<Record<string, ComposeService>> {
  const fill = (_key: unknown, value: unknown): unknown =>
    typeof value === 'string' ? interpolate(value, env) : value;
  // Values first, then variables: an empty one is an empty text, not an absent value.
  const { services } = parse(composeText, fill, { merge: true }) as { services: Record<string, ComposeService> }; // its shape is judged by the schema
  return services;
}

function interpolate(value: string, env: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\{([A-Z0-9_]+):([?-])([^}]*)\}/g, (_, name: string, mode: string, fallback: string) => {
    const given = env[name] ?? '';
    if (given === '' && mode === '?') throw new Error(`required variable ${name} is missing a value`);
    return given === '' ? fallback : given;
  });
}

/** `.env.prod.example`: the assignments, and those behind a `#`. */
export function readExample(): { readonly required: string[]; readonly optional: Record<string, string> } {
  const lines = readFileSync(resolve(composeFolder, '.env.prod.example'), 'utf8').split('\n');
  const required = lines.flatMap((line) => /^([A-Z0-9_]+)=$/.exec(line)?.[1] ?? []);
  const optional = lines.flatMap((line) => {
    const [, name, value] = /^#([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value ?? ''] as const];
  });
  return { required, optional: Object.fromEntries(optional) };
}

/** The required values, made as the example says. */
export function filledExample(): Record<string, string> {
  const secretKey = Buffer.alloc(32, 7).toString('base64');
  return Object.fromEntries(
    readExample().required.map((name) => [name, name === 'FASTISP_SECRET_KEY' ? secretKey : 'ab12'.repeat(12)]),
  );
}

/** The optional ones too. */
export const fullExample = (): Record<string, string> => ({
  ...filledExample(),
  ...readExample().optional,
  FASTISP_BOOTSTRAP_TOKEN: 'a-token-for-tests-of-at-least-32-characters',
});
