const here = 'http://here.invalid';

/**
 * Where to go after the sign-in: only a path of this portal, never another site (`//evil.example`, `/\evil.example`
 * and `/<tab>/evil.example` are other sites to a browser), and never the sign-in itself.
 */
export function returnPath(to: string | null, fallback: string): string {
  const url = to?.startsWith('/') === true ? URL.parse(to, here) : null;
  if (url === null || url.origin !== here || url.pathname.startsWith('/sign-in')) return fallback;
  // What was resolved (`/.//evil.example`) may begin with two slashes, and would be another site once more.
  return url.pathname.startsWith('//') ? fallback : url.pathname + url.search + url.hash;
}
