/** `import`: a CSV or XLSX file through the API of a running installation, checked first, all rows or none. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type AppErrorOptions } from '@fastisp/core/errors/app-error';
import type { Problem } from '@fastisp/core/http/problem';
import { localAddress } from '../address.ts';
import { readCliConfig } from '../config.ts';
import { type ExitCode, exitCodes, type RunCommand, type Terminal, textOption, UsageError } from '../run.ts';

/** How often a running import is asked how far it is. */
const askEveryMs = 300;
/** Problems that are shown; the portal shows all of them. */
const problemsShownMax = 50;

type Params = NonNullable<AppErrorOptions['params']>;

/** What is needed of the API's `Import`. */
interface ImportState {
  readonly id: string;
  readonly state: 'ready' | 'checking' | 'checked' | 'running' | 'done' | 'failed';
  readonly rowsTotal: number | null;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: number;
  readonly failure: { readonly code: string; readonly message: string; readonly params: Params } | null;
}

type Ask = (method: string, path: string, body?: AsyncIterable<Uint8Array>) => Promise<Response>;

export const importFile: RunCommand = async (terminal, options) => {
  const { env, words, note } = terminal;
  // Not an option: whoever lists processes would read it.
  const token = env['FASTISP_TOKEN'] || env['FASTISP_BOOTSTRAP_TOKEN'];
  if (token === undefined || token === '') {
    note(words.tokenMissing);
    return exitCodes.usage;
  }
  const path = textOption(options, 'file') ?? '';
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) {
    note(words.fileUnreadable(path));
    return exitCodes.problem;
  }
  const url = textOption(options, 'url') ?? localAddress(readCliConfig(env));
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new UsageError('--url');
  const ask = asker(url, token, terminal);
  const made = await upload(ask, { path, type: textOption(options, 'type') ?? '' });
  try {
    return await work(terminal, ask, { id: made.id, dryRun: options['dry-run'] === true });
  } finally {
    await ask('DELETE', `/imports/${made.id}`).catch(() => {}); // it goes by itself after a week
  }
};

async function work(terminal: Terminal, ask: Ask, order: { id: string; dryRun: boolean }): Promise<ExitCode> {
  const { words, say } = terminal;
  await ask('POST', `/imports/${order.id}/check`);
  const checked = await settled(ask, order.id);
  if (checked.state !== 'checked' || checked.problems > 0) return rejected(terminal, ask, checked);
  if (order.dryRun) {
    say(words.importChecked(checked.rowsTotal ?? 0, checked.created, checked.updated));
    return exitCodes.fine;
  }
  await ask('POST', `/imports/${order.id}/run`);
  const done = await settled(ask, order.id);
  if (done.state !== 'done') return rejected(terminal, ask, done);
  say(words.importDone(done.created, done.updated, done.unchanged));
  return exitCodes.fine;
}

async function rejected({ words, say }: Terminal, ask: Ask, state: ImportState): Promise<ExitCode> {
  if (state.failure !== null) {
    const { code, message, params } = state.failure;
    throw new AppError(code, message, { params });
  }
  say(words.importRejected(state.problems));
  const table = await (await ask('GET', `/imports/${state.id}/problems.csv?locale=${words.language}`)).text();
  const lines = table.replace('\uFEFF', '').trimEnd().split('\r\n');
  for (const line of lines.slice(0, problemsShownMax + 1)) say(`  ${line}`);
  return exitCodes.problem;
}

async function upload(ask: Ask, { path, type }: { path: string; type: string }): Promise<ImportState> {
  const query = new URLSearchParams({ type, fileName: basename(path) });
  // As a stream: the file may be larger than memory.
  const response = await ask('POST', `/imports?${query}`, createReadStream(path));
  return (await response.json()) as ImportState; // the API's own description
}

async function settled(ask: Ask, id: string): Promise<ImportState> {
  for (;;) {
    const state = (await (await ask('GET', `/imports/${id}`)).json()) as ImportState; // the API's own description
    if (state.state !== 'checking' && state.state !== 'running') return state;
    await delay(askEveryMs);
  }
}

/** @throws AppError with the code of the API's answer; `API_UNREACHABLE`; `HTTP_…` of an answer that is not the API's. */
function asker(url: string, token: string, { words }: Terminal): Ask {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { body, duplex: 'half' as const }),
    }).catch((cause: unknown) => {
      throw new AppError('API_UNREACHABLE', words.unreachable(url), { cause });
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => null)) as Problem | null; // RFC 9457, of our own API
    if (problem?.code === undefined) throw new AppError(`HTTP_${response.status}`, words.notFastIsp(url));
    throw new AppError(problem.code, problem.detail, problem.params && { params: problem.params });
  };
}
