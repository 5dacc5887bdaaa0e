#!/usr/bin/env node
/** `fastisp`: what is done at the console of an installation. */
import { isAppError } from '@fastisp/core/errors/app-error';
import { commands } from './commands.ts';
import { languageOf } from './language.ts';
import { type Command, type ExitCode, exitCodes, findCommand, type Terminal, UsageError, usageOf } from './run.ts';
import { wordsOf } from './words/words.ts';

const terminal: Terminal = {
  env: process.env,
  words: wordsOf(languageOf(process.env)),
  say: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
};

function explainWrong(command: Command, option: string): ExitCode {
  terminal.note(terminal.words.wrongOption(command.path.join(' '), option));
  terminal.note(usageOf(terminal.words.help, command));
  return exitCodes.usage;
}

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
    case 'incomplete':
      note(words.incompleteCommand);
      for (const command of found.commands) note(usageOf(words.help, command));
      return exitCodes.usage;
    case 'missing':
      note(words.missingOption(found.command.path.join(' '), found.option));
      note(usageOf(words.help, found.command));
      return exitCodes.usage;
    case 'wrong':
      return explainWrong(found.command, found.option);
    case 'command':
      try {
        const run = await found.command.load();
        return await run(terminal, found.options);
      } catch (error) {
        if (error instanceof UsageError) return explainWrong(found.command, error.option);
        if (!isAppError(error)) throw error;
        note(words.failed(error));
        return exitCodes.problem;
      }
  }
}

process.exitCode = await main(process.argv.slice(2));
