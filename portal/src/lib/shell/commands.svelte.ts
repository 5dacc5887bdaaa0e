/** What can be done from the keyboard and the palette: pages add their own commands while they are shown. */
import { createContext, untrack } from 'svelte';
import { pressKey, sequenceMs } from './keys.ts';

export interface Command {
  readonly label: string;
  /** Heading in the palette and in the list of keys. */
  readonly group: string;
  /** A sequence such as `g d`; absent for what the palette alone offers. */
  readonly keys?: string;
  readonly run: () => void;
}

const singleKeysItem = 'fastisp_single_keys';

export class Commands {
  #sources = $state.raw<readonly (() => readonly Command[])[]>([]);
  paletteOpen = $state(false);
  helpOpen = $state(false);
  /** People who speak to their computer can switch the one-letter keys off (WCAG 2.1.4). */
  #singleKeys = $state(localStorage.getItem(singleKeysItem) !== 'off');
  #pending = '';
  #pendingAtMs = 0;

  get all(): readonly Command[] {
    return this.#sources.flatMap((source) => source());
  }

  get singleKeys(): boolean {
    return this.#singleKeys;
  }
  set singleKeys(on: boolean) {
    this.#singleKeys = on;
    localStorage.setItem(singleKeysItem, on ? 'on' : 'off');
  }

  add(source: () => readonly Command[]): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((other) => other !== source);
    };
  }

  /** Handles `keydown` of the window. */
  press(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.paletteOpen = !this.paletteOpen;
      return;
    }
    if (!this.#singleKeys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (takesText(event.target) || document.querySelector('[role="dialog"],[role="menu"]') !== null) return;
    const pending = event.timeStamp - this.#pendingAtMs > sequenceMs ? '' : this.#pending;
    const commands = this.all;
    const step = pressKey(pending, event.key, commands.map((command) => command.keys ?? '').filter(Boolean));
    this.#pending = step.pending;
    this.#pendingAtMs = event.timeStamp;
    // The page's own command wins over the shell's, and pages come later.
    const command = commands.findLast((candidate) => candidate.keys === step.matched);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

export const [getCommands, setCommands] = createContext<Commands>();

/** Adds commands for as long as the component lives. */
export function useCommands(source: () => readonly Command[]): void {
  const commands = getCommands();
  $effect(() => untrack(() => commands.add(source)));
}
