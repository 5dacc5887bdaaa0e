/** What a term keeps: batches of what changed, in the store, which says when another process has taken over. */
import { isAppError } from '@fastisp/core/errors/app-error';
import type { Log } from '@fastisp/core/log/log';
import type { StateBook } from './book.ts';
import type { StateMetrics } from './metrics.ts';
import type { DeviceStateStore } from './ports.ts';

export interface SavesDeps {
  readonly book: StateBook;
  readonly store: DeviceStateStore;
  readonly log: Log;
  readonly metrics: StateMetrics;
  readonly epoch: () => number;
  /** The store says that another process has taken over. */
  readonly onFenced: () => void;
}

export interface Saves {
  /** True once another process has taken over: nothing is saved any more. */
  readonly fenced: boolean;
  /** At most one save at a time; a slow one makes the next batch bigger. */
  save(): Promise<void>;
  /** Saves what is unsaved after whatever is under way. */
  finish(): Promise<void>;
}

/** Changes kept while the store is away; more drops the oldest history lines (states themselves are kept). */
const unsavedChangesMax = 200_000;

export function createSaves({ book, store, log, metrics, epoch, onFenced }: SavesDeps): Saves {
  let fenced = false;
  let saving: Promise<void> | null = null;

  async function saveBatch(): Promise<void> {
    const unsaved = book.takeUnsaved();
    if (fenced) return; // what this process knows is history
    if (unsaved.states.length + unsaved.removed.length + unsaved.changes.length === 0) return;
    try {
      await store.save(epoch(), unsaved);
    } catch (err) {
      if (isAppError(err, 'STREAM_STATE_FENCED')) {
        beFenced(err);
        return;
      }
      metrics.saveErrors.inc();
      const dropped = Math.max(0, unsaved.changes.length - unsavedChangesMax);
      log.warn({ err, waiting: unsaved.changes.length, dropped }, 'device states not saved, will be repeated');
      book.unsave({ ...unsaved, changes: unsaved.changes.slice(dropped) });
    }
    metrics.unsaved.set(book.unsavedCount);
  }

  function beFenced(err: unknown): void {
    fenced = true;
    metrics.fenced.inc();
    log.warn({ err }, 'another process decides the device states now');
    onFenced();
  }

  function save(): Promise<void> {
    saving ??= saveBatch().finally(() => {
      saving = null;
    });
    return saving;
  }

  return {
    get fenced() {
      return fenced;
    },
    save,
    finish: async () => {
      if (saving !== null) await saving;
      await save();
    },
  };
}
