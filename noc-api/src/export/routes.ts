import { dialectOf } from '@fastisp/core/csv/write-csv';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { closed, problemResponses } from '#http/schemas.ts';
import { locales } from '#identity/principal.ts';
import type { ObjectType } from '#objects/object-type.ts';
import { objectTypes } from '#objects/registry.ts';
import { pascal } from '#objects/routes.ts';
import { searchOf } from '#objects/schemas.ts';
import { exportFormats, type ExportFormat, type Exports } from './export.ts';

const fileTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const delimiterNames = { comma: ',', semicolon: ';', tab: '\t' } as const;

export function exportRoutes(api: Api, exports: Exports): void {
  for (const type of objectTypes) exportRoute(api, type, exports);
}

const querystringOf = (type: ObjectType) =>
  Type.Object(
    {
      ...searchOf(type),
      format: Type.Optional(Type.Enum([...exportFormats], { default: 'csv' })),
      locale: Type.Optional(Type.Enum([...locales], { description: 'Of the header and of decimals. Default: yours.' })),
      delimiter: Type.Optional(
        Type.Enum(['comma', 'semicolon', 'tab'], {
          description: 'Of a CSV file. Default: semicolon in Spanish, else comma.',
        }),
      ),
    },
    closed,
  );

/** The schema has checked it; filters are all text. */
interface Query {
  readonly format?: ExportFormat;
  readonly locale?: (typeof locales)[number];
  readonly delimiter?: keyof typeof delimiterNames;
  readonly q?: string;
  readonly sort?: string;
}

function exportRoute(api: Api, type: ObjectType, exports: Exports): void {
  api.get(
    `/exports/${type.plural}`,
    {
      config: { access: 'export:run' },
      schema: {
        operationId: `export${pascal(type.plural)}`,
        summary: `${type.label.many.en} as a file that can be imported again`,
        tags: ['import'],
        querystring: querystringOf(type),
        produces: Object.values(fileTypes),
        response: { 200: Type.String({ description: 'The file.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const asked = request.query as Query & Record<string, string>; // as its schema says
      const { format = 'csv', locale = principal.locale, delimiter, q, sort, ...filters } = asked;
      const own = dialectOf[locale];
      const file = await exports.open(principal, type, {
        ...{ format, locale },
        dialect: delimiter === undefined ? own : { ...own, delimiter: delimiterNames[delimiter] },
        query: { filters, ...(q !== undefined && { q }), ...(sort !== undefined && { sort }) },
      });
      return reply
        .type(fileTypes[format])
        .header('content-disposition', `attachment; filename="${type.plural}.${format}"`)
        .send(file as unknown as string); // a stream of the text that the schema names
    },
  );
}
