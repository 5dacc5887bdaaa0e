import { error } from '@sveltejs/kit';
import { api, call } from '#lib/api/client.ts';
import { problemText } from '#lib/words.ts';

/** The kinds of objects, for a page that shows or looks for some. */
export async function loadObjectTypes({ fetch }: { fetch: typeof globalThis.fetch }) {
  const result = await call(api.GET('/api/v1/object-types', { fetch }));
  if (result.ok) return { objectTypes: result.data.items };
  const { problem } = result;
  error(problem.status >= 400 && problem.status < 600 ? problem.status : 503, {
    message: problemText(problem),
    code: problem.code,
  });
}
