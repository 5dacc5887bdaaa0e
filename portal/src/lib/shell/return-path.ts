/**
 * Where to go after the sign-in: only a path of this portal, never another site (`//evil.example` and
 * `/\evil.example` are other sites to a browser), and never the sign-in itself.
 */
export function returnPath(to: string | null, fallback: string): string {
  if (to === null || !/^\/(?![/\\])/.test(to) || to.startsWith('/sign-in')) return fallback;
  return to;
}
