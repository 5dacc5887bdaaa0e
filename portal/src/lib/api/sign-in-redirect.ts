import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';
import type { Problem } from './problem.ts';

/** The session is over, or the one-time password must go first: nothing else works until then. */
export function leaveIfSignedOut(problem: Problem): void {
  if (problem.code === 'PASSWORD_CHANGE_REQUIRED') void goto(resolve('/password'));
  else if (problem.status === 401) void goto(resolve(`/sign-in?to=${encodeURIComponent(here())}`));
}

const here = (): string => page.url.pathname + page.url.search;
