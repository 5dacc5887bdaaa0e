#!/usr/bin/env node
/** `fastisp`: what is done at the console of an installation. */
import { isAppError } from '@fastisp/core/errors/app-error';
import { commands } from './commands.ts';
import { languageOf } from './language.ts';
import { type ExitCode, exitCodes, findCommand, type Terminal, UsageError } from './run.ts';
import { wordsOf } from './words/words.ts';

const terminal: Terminal = {
  env: process.env,
  words: wordsOf(languageOf(process.env)),
  say: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const { words, say, note } = terminal;
  const found = findCommand(commands, args);
  switch (found.kind) {
    case 'help':
      say(words.help);
      return exitCodes.fine;
    case 'unknown':
      note(words.unknownCommand(found.text));
      return exitCodes.usage;
    case 'wrong':
      note(words.wrongOption(found.command.path.join(' '), found.option));
      return exitCodes.usage;
    case 'command':
      try {
        const run = await found.command.load();
        return await run(terminal, found.options);
      } catch (error) {
        if (error instanceof UsageError) {
          note(words.wrongOption(found.command.path.join(' '), error.option));
          return exitCodes.usage;
        }
        if (!isAppError(error)) throw error;
        note(words.failed(error));
        return exitCodes.problem;
      }
  }
}

process.exitCode = await main(process.argv.slice(2));
