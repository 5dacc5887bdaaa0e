/** What the fields of inventory objects are called, from the API's own registry; asked for once. */
import { api, call } from '#lib/api/client.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

let labels = $state.raw<ReadonlyMap<string, string>>();
let asked = false;

async function load(): Promise<void> {
  const answer = await call(api.GET('/api/v1/object-types'));
  if (!answer.ok) return;
  labels = new Map(
    answer.data.items.flatMap((type) =>
      type.fields.map(({ name, label }) => [`${type.name}.${name}`, label[getLocale()]] as const),
    ),
  );
}

/** The path itself for what the registry does not know. */
export function fieldLabel(kind: string, path: string): string {
  if (!asked) {
    asked = true;
    queueMicrotask(() => void load()); // after the rendering that wants it
  }
  return labels?.get(`${kind}.${path}`) ?? path;
}
