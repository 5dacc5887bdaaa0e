import type { components } from '../api/schema.generated.ts';
import { m } from '#lib/paraglide/messages.js';

export type Import = components['schemas']['Import'];
export type ImportProblem = components['schemas']['ImportProblem'];

export const isAtWork = ({ state }: Import): boolean =>
  state === 'checking' || state === 'running' || state === 'undoing';

export function stateWord(state: Import['state']): string {
  const words: Record<Import['state'], () => string> = {
    ready: m.import_ready,
    checking: m.import_checking,
    checked: m.import_checked,
    running: m.import_running,
    done: m.import_done,
    failed: m.import_failed,
    undoing: m.import_undoing,
    undone: m.import_undone,
  };
  return words[state]();
}

/** A failure as a problem, so that it is said in the same sentences. */
export const failureOf = ({ failure }: Import) =>
  failure === null
    ? null
    : {
        type: `about:blank#${failure.code}`,
        title: failure.code,
        status: 400,
        code: failure.code,
        detail: failure.message,
        params: failure.params,
      };
