/** How Fastify checks what comes in and writes what goes out, by the schemas of the routes. */
import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import { SerializerSelector, type SerializerFactory } from '@fastify/fast-json-stringify-compiler';

const checks = { removeAdditional: false, allErrors: true } as const;

/**
 * An address and a header hold text, so `limit=50` is read as the number that its schema wants; JSON says itself what
 * is a number. Coerced, its `null` would become 0 where a number or null is taken, and a slot 0 would become `false`.
 */
function requestValidator(): BuildCompilerFromPool {
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

/**
 * A writer of answers is made when it is first needed: each holds a copy of every named schema, and making those of
 * all routes took seconds of a start.
 */
function answerSerializer(): SerializerFactory {
  const build = SerializerSelector();
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options);
    return (route) => {
      let serialize: ReturnType<typeof compile> | undefined;
      return (answer) => (serialize ??= compile(route))(answer);
    };
  };
}

/** For `fastify(…)`. */
export const schemaCompilers = () => ({
  schemaController: { compilersFactory: { buildValidator: requestValidator(), buildSerializer: answerSerializer() } },
});
