/**
 * Fixed-window limits of requests, in the memory of this process; the oldest keys are forgotten first. They keep a
 * runaway script from a process, so each process counts for itself, and n processes admit n times as much. What guards
 * an account (accounts/guess-limits.ts) is counted in PostgreSQL by all processes together: a write for each attempt
 * is worth it there, and would be the dearest part of most requests here.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { networkOf } from '#accounts/network-of.ts';
import * as errors from '#errors.ts';

export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

/** How many callers a limit remembers; beyond, the one that was quiet longest starts afresh. */
const keysMax = 10_000;

export async function enableRateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false, cache: keysMax });
}

/** Limits a route for each caller: the signed-in user, otherwise the address. */
export function limitRoute(app: Pick<FastifyInstance, 'createRateLimit'>, limit: Limit): preHandlerAsyncHookHandler {
  const take = app.createRateLimit({ max: limit.max, timeWindow: limit.windowMs, keyGenerator: callerKey });
  return async (request, reply) => {
    const outcome = await take(request);
    if (outcome.isAllowed || !outcome.isExceeded) return;
    reply.header('retry-after', outcome.ttlInSeconds);
    throw errors.rateLimited(outcome.ttlInSeconds);
  };
}

const callerKey = (request: FastifyRequest): string =>
  // Of IPv6 the network: one caller has 2^64 addresses.
  request.principal === null ? `address:${networkOf(request.ip)}` : `user:${request.principal.userId}`;
