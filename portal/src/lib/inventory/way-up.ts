import { call } from '#lib/api/client.ts';
import { objectHref } from './links.ts';
import { nameOf, type ObjectRecord, type Types } from './object-types.ts';
import { objects } from './objects-api.ts';
import { above, treeKey, type TreeNode } from './tree.ts';

/** Deeper than any plant: a circle of references, which the database refuses, would end here. */
const stepsMax = 20;

export interface Step {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  readonly node: TreeNode;
}

/** What an object hangs on, from the top down; it ends where this person may see no further. */
export async function wayUp(types: Types, type: string, record: ObjectRecord, signal: AbortSignal): Promise<Step[]> {
  const steps: Step[] = [];
  let at = above(types, type, record);
  while (at !== null && steps.length < stepsMax) {
    const known = types.get(at.type);
    if (known === undefined) break;
    const path = { plural: known.plural, id: at.id };
    const answer = await call(objects.GET('/api/v1/{plural}/{id}', { params: { path }, signal }));
    if (!answer.ok) break;
    steps.unshift({
      key: treeKey(at.type, at.id),
      name: nameOf(known, answer.data),
      href: objectHref(known, at.id),
      node: { type: at.type, id: at.id, record: answer.data },
    });
    at = above(types, at.type, answer.data);
  }
  return steps;
}
