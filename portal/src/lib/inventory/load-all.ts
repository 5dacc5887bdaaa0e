/** Every object of a kind, as far as a drawing can show them. */
import { call, type Result } from '#lib/api/client.ts';
import type { ObjectRecord, ObjectType } from './object-types.ts';
import { objects } from './objects-api.ts';

const pageSize = 500;
/** 2,000 objects: more could not be told apart on a drawing. */
const pagesMax = 4;

export async function loadAll(type: ObjectType, signal: AbortSignal): Promise<Result<readonly ObjectRecord[]>> {
  const found: ObjectRecord[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const query: Record<string, string | number> = { limit: pageSize, ...(cursor !== null && { cursor }) };
    const path = { plural: type.plural };
    const answer: Result<{ items: ObjectRecord[]; nextCursor: string | null }> = await call(
      objects.GET('/api/v1/{plural}', { params: { path, query }, signal }),
    );
    if (!answer.ok) return answer;
    found.push(...answer.data.items);
    cursor = answer.data.nextCursor;
    if (cursor === null) break;
  }
  return { ok: true, data: found };
}
