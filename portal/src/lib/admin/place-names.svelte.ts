/** Names of the sites and zones that grants are limited to, asked for once each. */
import { untrack } from 'svelte';
import { api, call } from '#lib/api/client.ts';

export type PlaceKind = 'site' | 'zone';

class PlaceNames {
  #names = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #asked = new Set<string>();

  /** The id itself until its name is there, or when it is gone. */
  of(kind: PlaceKind, id: string): string {
    this.#ask(kind, id);
    return this.#names.get(id) ?? id;
  }

  /** May be called in an effect, which does not run again for it. */
  learn(places: readonly { id: string; name: string }[]): void {
    const known = untrack(() => this.#names);
    this.#names = new Map([...known, ...places.map(({ id, name }) => [id, name] as const)]);
  }

  #ask(kind: PlaceKind, id: string): void {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    const path = { params: { path: { id } } };
    const asked = kind === 'site' ? api.GET('/api/v1/sites/{id}', path) : api.GET('/api/v1/zones/{id}', path);
    // After the rendering that wants the name.
    queueMicrotask(async () => {
      const answer = await call<{ id: string; name: string }>(asked);
      if (answer.ok) this.learn([answer.data]);
    });
  }
}

export const placeNames = new PlaceNames();
