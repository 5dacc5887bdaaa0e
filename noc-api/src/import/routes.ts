import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { closed, idParams, orNull, pageQuery, problemResponses } from '#http/schemas.ts';
import { locales } from '#identity/principal.ts';
import * as errors from './errors.ts';
import type { Imports } from './ports.ts';
import { importList, importPatch, importView, problemList, runBody, undoBody, uploadQuery } from './schemas.ts';
import { fileBytesMax } from './spool.ts';

const tags = ['import'];
const localeQuery = {
  locale: Type.Optional(Type.Enum([...locales], { description: 'Of the sentences. Default: yours.' })),
};
const access = 'import:run';
const fileTypes = [
  'text/csv',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

export function importRoutes(api: Api, imports: Imports): void {
  void api.register(async (scope) => uploadRoute(scope.withTypeProvider<TypeBoxTypeProvider>(), imports));
  managementRoutes(api, imports);
  workRoutes(api, imports);
  undoRoute(api, imports);
  problemRoutes(api, imports);
}

function uploadRoute(api: Api, imports: Imports): void {
  // The body is passed on as it comes: no file is ever in memory.
  api.addContentTypeParser(fileTypes, (_request, payload: IncomingMessage, done) => done(null, payload));
  api.post(
    '/imports',
    {
      config: { access },
      bodyLimit: fileBytesMax,
      schema: {
        operationId: 'uploadImport',
        summary: 'Upload a CSV or XLSX file of one object type; the body is the file',
        description: 'Answers what the file seems to be, and which column fills which field.',
        tags,
        consumes: fileTypes,
        querystring: uploadQuery,
        response: { 201: importView, ...problemResponses },
      },
    },
    async (request, reply) => {
      if (!(request.body instanceof Readable)) throw errors.fileEmpty();
      const { type, fileName = type } = request.query;
      // What was not read of a refused file stands in the way of the next request on this connection.
      reply.header('connection', 'close');
      const made = await imports.upload(principalOf(request), { type, fileName, content: request.body });
      return reply.status(201).header('location', `/api/v1/imports/${made.id}`).send(made);
    },
  );
}

function managementRoutes(api: Api, imports: Imports): void {
  api.get(
    '/imports',
    {
      config: { access },
      schema: {
        operationId: 'listImports',
        summary: 'Your imports of the last week, the newest first',
        tags,
        response: { 200: importList, ...problemResponses },
      },
    },
    async (request) => ({ items: [...(await imports.list(principalOf(request)))] }),
  );
  api.get(
    '/imports/:id',
    {
      config: { access },
      schema: {
        operationId: 'getImport',
        summary: 'An import, and how far it is',
        tags,
        params: idParams,
        response: { 200: importView, ...problemResponses },
      },
    },
    (request) => imports.get(principalOf(request), request.params.id),
  );
  api.patch(
    '/imports/:id',
    {
      config: { access },
      schema: {
        operationId: 'updateImport',
        summary: 'Say how the file is written, and which column fills which field',
        tags,
        params: idParams,
        body: importPatch,
        response: { 200: importView, ...problemResponses },
      },
    },
    (request) => imports.update(principalOf(request), request.params.id, request.body),
  );
  api.delete(
    '/imports/:id',
    {
      config: { access },
      schema: {
        operationId: 'deleteImport',
        summary: 'Forget the file; what was imported stays',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await imports.remove(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function workRoutes(api: Api, imports: Imports): void {
  api.post(
    '/imports/:id/check',
    {
      config: { access },
      schema: {
        operationId: 'checkImport',
        summary: 'Try everything and undo it, in the background',
        tags,
        params: idParams,
        response: { 202: importView, ...problemResponses },
      },
    },
    async (request, reply) => reply.status(202).send(await imports.check(principalOf(request), request.params.id)),
  );
  api.post(
    '/imports/:id/run',
    {
      config: { access },
      schema: {
        operationId: 'runImport',
        summary: 'Import all rows or none, in the background',
        tags,
        params: idParams,
        body: orNull(runBody),
        response: { 202: importView, ...problemResponses },
      },
    },
    async (request, reply) => {
      const reason = request.body?.reason;
      return reply.status(202).send(await imports.run(principalOf(request), request.params.id, reason));
    },
  );
}

function undoRoute(api: Api, imports: Imports): void {
  api.post(
    '/imports/:id/undo',
    {
      config: { access },
      schema: {
        operationId: 'undoImport',
        summary: 'Take back all that it changed, or nothing, in the background',
        description: 'Refused, with a list of problems, when something of it was changed or is used by now.',
        tags,
        params: idParams,
        body: orNull(undoBody),
        response: { 202: importView, ...problemResponses },
      },
    },
    async (request, reply) => {
      const reason = request.body?.reason;
      return reply.status(202).send(await imports.undo(principalOf(request), request.params.id, reason));
    },
  );
}

function problemRoutes(api: Api, imports: Imports): void {
  api.get(
    '/imports/:id/problems',
    {
      config: { access },
      schema: {
        operationId: 'listImportProblems',
        summary: 'What is wrong, by row and column',
        tags,
        params: idParams,
        querystring: Type.Object({ ...pageQuery, ...localeQuery }, closed),
        response: { 200: problemList, ...problemResponses },
      },
    },
    async (request) => {
      const page = await imports.problems(principalOf(request), request.params.id, request.query);
      return { ...page, items: [...page.items] };
    },
  );
  api.get(
    '/imports/:id/problems.csv',
    {
      config: { access },
      schema: {
        operationId: 'exportImportProblems',
        summary: 'What is wrong, as a file in the language of the caller',
        tags,
        params: idParams,
        querystring: Type.Object(localeQuery, closed),
        produces: ['text/csv'],
        response: { 200: Type.String({ description: 'The file.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const file = Readable.from(
        await imports.problemsAsCsv(principalOf(request), request.params.id, request.query.locale),
      );
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="problems.csv"')
        .send(file as unknown as string); // a stream of the text that the schema names
    },
  );
}
