/** Problem documents (RFC 9457) as the portal handles them. */
import type { components } from './schema.generated.ts';

export type Problem = components['schemas']['Problem'];

/** Nothing answered: the engine is down or the network is. */
export const offlineProblem: Problem = {
  type: 'about:blank#OFFLINE',
  title: 'OFFLINE',
  status: 0,
  code: 'OFFLINE',
  detail: 'no answer from the server',
};

/** Makes a problem of whatever an error answer carried: a proxy in between may have sent anything. */
export function toProblem(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return { ...offlineProblem, status, detail: '', ...body, code: body.code };
  }
  const code = status >= 500 ? 'UNAVAILABLE' : 'REQUEST_FAILED';
  return { type: `about:blank#${code}`, title: code, status, code, detail: `HTTP ${status}` };
}

/** The field errors of a problem by the last part of their path: `/snmp/port` is `snmp.port`. */
export function fieldErrors(problem: Problem | undefined): Record<string, { code: string; message: string }> {
  const entries = (problem?.errors ?? []).map(({ path, code, message }) => [
    path.replace(/^\//, '').replaceAll('/', '.'),
    { code, message },
  ]);
  return Object.fromEntries(entries);
}
