/**
 * How requests are checked: an address and a header hold text, so `limit=50` is read as the number that its schema
 * wants; JSON says itself what is a number. Coerced, its `null` would become 0 where a number or null is taken, and a
 * slot 0 would become `false`.
 */
import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';

const checks = { removeAdditional: false, allErrors: true } as const;

export function requestValidator(): BuildCompilerFromPool {
  const build = AjvCompiler();
  return (schemas) => {
    const ofText = build(schemas, { plugins: [], customOptions: { ...checks, coerceTypes: 'array' } });
    const ofJson = build(schemas, { plugins: [], customOptions: { ...checks, coerceTypes: false } });
    return (route) => (isBody(route) ? ofJson(route) : ofText(route));
  };
}

/** It is declared as a compiler of schemas; Fastify calls it with a part of a route, which has one. */
const isBody = (route: unknown): boolean =>
  typeof route === 'object' && route !== null && 'httpPart' in route && route.httpPart === 'body';
