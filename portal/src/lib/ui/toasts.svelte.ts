/** Short messages at the foot of the page, with an undo where there is one. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read, turn to the mouse and undo; pointing at the toast holds it. */
const shownMs = 10_000;
/** More would cover the page: the oldest goes when it is full. */
const toastsMax = 3;

class Toasts {
  items = $state.raw<readonly Toast[]>([]);
  #nextId = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, action?: Toast['action']): void {
    const id = this.#nextId++;
    this.items = [...this.items, action === undefined ? { id, text } : { id, text, action }].slice(-toastsMax);
    this.resume(id);
  }

  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), shownMs),
    );
  }

  dismiss(id: number): void {
    this.hold(id);
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
