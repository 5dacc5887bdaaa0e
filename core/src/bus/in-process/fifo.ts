/** Slots of a long queue that were taken from the front, before the array is cut: each move costs O(1) on average. */
const slackMin = 1024;

/** A queue with constant-time push and take, and access by position. An array's own `shift` moves every element. */
export class Fifo<T> {
  #slots: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#slots.length - this.#head;
  }

  push(value: T): void {
    this.#slots.push(value);
  }

  /** The element at a position from the front; undefined beyond the end. */
  at(index: number): T | undefined {
    return this.#slots[this.#head + index];
  }

  shift(): T | undefined {
    const value = this.#slots[this.#head];
    this.drop(1);
    return value;
  }

  /** Forgets the first `count` elements. */
  drop(count: number): void {
    const end = Math.min(this.#head + count, this.#slots.length);
    while (this.#head < end) this.#slots[this.#head++] = undefined; // lets go of the value at once
    if (this.#head < slackMin || this.#head * 2 < this.#slots.length) return;
    this.#slots = this.#slots.slice(this.#head);
    this.#head = 0;
  }
}
