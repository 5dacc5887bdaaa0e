/** Names of the objects that references point to: what a page wants in one turn is asked for in one request a kind. */
import { untrack } from 'svelte';
import { call } from '#lib/api/client.ts';
import { nameOf, type ObjectRecord, type ObjectType } from './object-types.ts';
import { objects } from './objects-api.ts';

/** As many as a list takes by their ids. */
const idsMax = 100;

class ObjectNames {
  #names = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #asked = new Set<string>();
  #wanted = new Map<ObjectType, string[]>();

  /** Undefined until its name is there, and for one that is gone or that this person may not see. */
  of(type: ObjectType, id: string): string | undefined {
    this.#want(type, id);
    return this.#names.get(id);
  }

  learn(type: ObjectType, records: readonly ObjectRecord[]): void {
    if (records.length === 0) return;
    for (const { id } of records) this.#asked.add(id);
    // Whoever tells a name does not wait for one: an effect that tells some is not to run again for them.
    const known = untrack(() => this.#names);
    this.#names = new Map([...known, ...records.map((record) => [record.id, nameOf(type, record)] as const)]);
  }

  #want(type: ObjectType, id: string): void {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    // After the rendering that wants the names.
    if (this.#wanted.size === 0) queueMicrotask(() => this.#ask());
    this.#wanted.set(type, [...(this.#wanted.get(type) ?? []), id]);
  }

  #ask(): void {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    for (const [type, ids] of wanted) {
      for (let start = 0; start < ids.length; start += idsMax)
        void this.#askFor(type, ids.slice(start, start + idsMax));
    }
  }

  async #askFor(type: ObjectType, ids: readonly string[]): Promise<void> {
    const query = { ids: ids.join(','), limit: idsMax };
    const answer = await call(objects.GET('/api/v1/{plural}', { params: { path: { plural: type.plural }, query } }));
    if (answer.ok) this.learn(type, answer.data.items);
    else for (const id of ids) this.#asked.delete(id);
  }
}

export const objectNames = new ObjectNames();
