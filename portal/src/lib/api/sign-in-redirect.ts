import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';
import type { Problem } from './problem.ts';

/** Somebody asked for a second factor while this page was open. */
const secondFactorCodes: ReadonlySet<string> = new Set(['SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_UNPROVEN']);

/** The session is over, or a password or second factor must be seen to first: nothing else works until then. */
export function leaveIfSignedOut(problem: Problem): void {
  if (problem.code === 'PASSWORD_CHANGE_REQUIRED') void goto(resolve('/password'));
  else if (secondFactorCodes.has(problem.code)) void goto(resolve(`/second-factor?to=${encodeURIComponent(here())}`));
  else if (problem.status === 401) void goto(resolve(`/sign-in?to=${encodeURIComponent(here())}`));
}

const here = (): string => page.url.pathname + page.url.search;
