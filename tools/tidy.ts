/**
 * House style that no linter knows, enforced: file sizes, names, words that do not belong, tests that
 * cannot run. Reads the files that git tracks or would track.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

/** The models that we learn from stay below it; a longer file wants to be two. */
const linesMax = 400;
/** A table of cases may be longer before it is two. */
const testLinesMax = 500;
const sourceExtensions = new Set(['.ts', '.svelte', '.css', '.sql']);
const frameworkNames = /^(\+[a-z]+(\.server)?|[A-Za-z0-9-]+\.(d|svelte))\.ts$|^\+.*\.svelte$/;

interface Rule {
  readonly name: string;
  readonly applies: (path: string) => boolean;
  /** Sentences about what is wrong, each with its line. */
  readonly check: (path: string, text: string) => string[];
}

const isGenerated = (path: string): boolean => path.includes('.generated.') || path.includes('/paraglide/');
const isSource = (path: string): boolean => sourceExtensions.has(extname(path)) && !isGenerated(path);
const isTest = (path: string): boolean => /\.(test|prop\.test|int\.test|golden\.test|sim\.test|e2e)\.ts$/.test(path);

/** Comments do not count, nor does a line that says why it must be so: `// tidy: …`. */
const linesMatching = (text: string, pattern: RegExp, sentence: string): string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line) && !/^\s*(\*|\/\/|\/\*)|\/\/ tidy: /.test(line)
        ? [`line ${index + 1}: ${sentence}: ${line.trim().slice(0, 100)}`]
        : [],
    );

const rules: readonly Rule[] = [
  {
    name: 'size',
    applies: isSource,
    check: (path, text) => {
      const lines = text.split('\n').length - 1;
      const most = isTest(path) || path.endsWith('.contract.ts') ? testLinesMax : linesMax;
      return lines > most ? [`${lines} lines, at most ${most}: split it`] : [];
    },
  },
  {
    name: 'file names',
    applies: (path) => path.endsWith('.ts'),
    check: (path) => {
      const name = basename(path);
      if (/^(utils?|helpers?|misc|common)\.ts$/.test(name)) return ['name it for what it holds'];
      return /^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(name) || frameworkNames.test(name) ? [] : ['names are kebab-case'];
    },
  },
  {
    name: 'focused tests',
    applies: isTest,
    check: (_path, text) =>
      linesMatching(
        text,
        /\b(it|test|describe)\.(only|skip|todo)\(/,
        'a test is focused or skipped without a condition',
      ),
  },
  {
    name: 'sleeping tests',
    applies: isTest,
    check: (_path, text) =>
      linesMatching(text, /waitForTimeout|await sleep\(|setTimeout\(\s*(resolve|r)\b/, 'wait for the event instead'),
  },
  {
    name: 'markers',
    applies: (path) => isSource(path) && path !== 'tools/tidy.ts',
    check: (_path, text) =>
      linesMatching(text, /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore/, 'finish it, or say it in an ADR'),
  },
  {
    name: 'any',
    applies: (path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && path !== 'tools/tidy.ts',
    check: (_path, text) => linesMatching(text, /\bas any\b|: any\b|<any>/, 'give it a type'),
  },
];

const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\0')
  .filter((path) => path !== '');

const problems: string[] = [];
for (const path of tracked) {
  const applying = rules.filter((rule) => rule.applies(path));
  if (applying.length === 0) continue;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    continue; // deleted, but not yet staged
  }
  for (const rule of applying) problems.push(...rule.check(path, text).map((sentence) => `${path}: ${sentence}`));
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stderr.write(problems.length === 0 ? '' : `${problems.length} untidy\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
