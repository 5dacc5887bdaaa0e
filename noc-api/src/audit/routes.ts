import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { problemResponses } from '#http/schemas.ts';
import { exportTypes } from './export.ts';
import type { AuditLog } from './ports.ts';
import { auditExportQuery, auditList, auditQuery, auditVerification } from './schemas.ts';

const tags = ['audit'];

export function auditRoutes(api: Api, audit: AuditLog): void {
  api.get(
    '/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        operationId: 'listAuditEntries',
        summary: 'Who did what, the newest first',
        description: 'A page may have fewer entries than asked for, or none, and still a cursor: the search goes on.',
        tags,
        querystring: auditQuery,
        response: { 200: auditList, ...problemResponses },
      },
    },
    (request) => audit.list(principalOf(request), request.query),
  );

  api.get(
    '/audit/verify',
    {
      config: { access: 'audit:read' },
      schema: {
        operationId: 'verifyAudit',
        summary: 'Check the chain of hashes: was an entry changed or removed?',
        tags,
        response: { 200: auditVerification, ...problemResponses },
      },
    },
    (request) => audit.verify(principalOf(request)),
  );

  api.get(
    '/platform/audit',
    {
      config: { access: 'tenant:read' },
      schema: {
        operationId: 'listPlatformAuditEntries',
        summary: 'What happened above tenants, or with accounts that nobody has, the newest first',
        tags,
        querystring: auditQuery,
        response: { 200: auditList, ...problemResponses },
      },
    },
    (request) => audit.listPlatform(request.query),
  );

  api.get(
    '/platform/audit/verify',
    {
      config: { access: 'tenant:read' },
      schema: {
        operationId: 'verifyPlatformAudit',
        summary: "Check the platform's own chain of hashes",
        tags,
        response: { 200: auditVerification, ...problemResponses },
      },
    },
    () => audit.verifyPlatform(),
  );

  api.get(
    '/audit/export',
    {
      config: { access: 'audit:export' },
      schema: {
        operationId: 'exportAudit',
        summary: 'The log as a file, CSV or one JSON object a line',
        tags,
        querystring: auditExportQuery,
        produces: ['text/csv', 'application/jsonl'],
        response: { 200: Type.String({ description: 'The file.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { format = 'csv', locale = principal.locale, ...filters } = request.query;
      const file = Readable.from(audit.export(principal, { format, locale, filters }));
      return reply
        .type(exportTypes[format])
        .header('content-disposition', `attachment; filename="audit.${format}"`)
        .send(file as unknown as string); // a stream of the text that the schema names
    },
  );
}
