/** The small cookies of a sign-in that is under way; the session's own is better-auth's. */
import type { SignInRequest } from '#identity/ports.ts';

export const pendingCookie = 'fastisp_sign_in';
export const googleCookie = 'fastisp_google';

const fullName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** A `Set-Cookie` value that no script reads and no other site sends along, but for links to us. */
export function setCookie(request: SignInRequest, name: string, value: string, maxAgeMs: number): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(request.secure ? ['Secure'] : [])];
  return `${fullName(name, request.secure)}=${value}; Max-Age=${Math.floor(maxAgeMs / 1_000)}; ${attributes.join('; ')}`;
}

export const clearCookie = (request: SignInRequest, name: string): string => setCookie(request, name, '', 0);

export function readCookie(request: SignInRequest, name: string): string | null {
  const wanted = `${fullName(name, request.secure)}=`;
  const found = (request.headers.get('cookie') ?? '').split(/; */).find((part) => part.startsWith(wanted));
  return found === undefined || found.length === wanted.length ? null : found.slice(wanted.length);
}
