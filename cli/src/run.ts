/** A command is found by its words, told its options, and answers an exit code. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Words } from './words/words.ts';

export const exitCodes = { fine: 0, problem: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command needs of the world. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly words: Words;
  /** A line that is the answer. */
  say(line: string): void;
  /** A line that is about the answer: progress, warnings. */
  note(line: string): void;
}

type Options = NonNullable<ParseArgsConfig['options']>;
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export type RunCommand = (terminal: Terminal, options: OptionValues) => Promise<ExitCode>;

export interface Command {
  /** `['keys', 'rotate']`. */
  readonly path: readonly string[];
  readonly options: Options;
  /** What must be given. */
  readonly required?: readonly string[];
  /** Brings what it works with, which is most of the program. */
  load(): Promise<RunCommand>;
}

export type Found =
  | { readonly kind: 'command'; readonly command: Command; readonly options: OptionValues }
  | { readonly kind: 'help' }
  | { readonly kind: 'unknown'; readonly text: string }
  /** The first word of some, `keys`. */
  | { readonly kind: 'incomplete'; readonly commands: readonly Command[] }
  | { readonly kind: 'missing' | 'wrong'; readonly command: Command; readonly option: string };

/** @param args of the command line, after the program. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Found {
  const words = args.filter((arg) => !arg.startsWith('-'));
  if (words.length === 0 || words[0] === 'help' || args.includes('--help')) return { kind: 'help' };
  const command = commands.find(({ path }) => path.every((word, index) => args[index] === word));
  if (command === undefined) {
    const begun = commands.filter(
      ({ path }) => words.length < path.length && words.every((word, at) => path[at] === word),
    );
    return begun.length > 0 ? { kind: 'incomplete', commands: begun } : { kind: 'unknown', text: args.join(' ') };
  }
  try {
    const { values } = parseArgs({ args: args.slice(command.path.length), options: command.options });
    const options = values as OptionValues; // no option of ours is given several times
    const missing = command.required?.find((name) => options[name] === undefined);
    return missing === undefined
      ? { kind: 'command', command, options }
      : { kind: 'missing', command, option: `--${missing}` };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { kind: 'wrong', command, option: /'(-[^' ]*|[^']+)/.exec(text)?.[1] ?? text };
  }
}

/** What the help says of a command: its line, and what stands indented below. */
export function usageOf(help: string, { path }: Pick<Command, 'path'>): string {
  const lines = help.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`  ${path.join(' ')} `));
  const after = lines.findIndex((line, at) => at > from && !line.startsWith('   '));
  return from < 0 ? help : lines.slice(from, after < 0 ? undefined : after).join('\n');
}

export const textOption = (options: OptionValues, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** The option that cannot be meant so. */
export class UsageError extends Error {
  readonly option: string;
  constructor(option: string) {
    super(option);
    this.option = option;
  }
}

/** A whole number from 1. @throws UsageError when it is none, or beyond. */
export function numberOption(options: OptionValues, name: string, max = 4_294_967_295): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > max) throw new UsageError(`--${name}`);
  return value;
}
