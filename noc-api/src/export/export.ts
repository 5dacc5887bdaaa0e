/** Objects as a file that can be imported again: the same columns, references by external id. */
import { Readable } from 'node:stream';
import { type CsvCell, type CsvDialect, csvLine, utf8Mark, withoutFormula } from '@fastisp/core/csv/write-csv';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Locale, Principal } from '#identity/principal.ts';
import { ownIdLabel } from '#import/mapping.ts';
import { joinTags } from '#import/tags.ts';
import type { Field, FieldValue, ObjectRecord, ObjectType } from '#objects/object-type.ts';
import type { ObjectQuery, Objects } from '#objects/ports.ts';
import { fieldsOf } from '#objects/records.ts';
import { objectType } from '#objects/registry.ts';
import { permissionOf } from '#objects/scope.ts';
import { sheetRowsMax, writeXlsx } from './xlsx-writer.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly locale: Locale;
  readonly dialect: CsvDialect;
  readonly query: ObjectQuery;
}

export interface Exports {
  /** @throws AppError `PERMISSION_DENIED`, `EXPORT_TOO_LARGE`; once it resolves, rows are read as they are sent. */
  open(principal: Principal, type: ObjectType, request: ExportRequest): Promise<Readable>;
}

type Line = readonly CsvCell[];

export function createExports(deps: { relational: RelationalStore; objects: Objects }): Exports {
  const { relational, objects } = deps;
  return {
    async open(principal, type, { format, locale, dialect, query }) {
      const read = permissionOf(type, 'read');
      if (!principal.authority.can(read)) throw errors.permissionDenied(read);
      const { total } = await objects.list(principal, type, { ...query, limit: 1 });
      if (format === 'xlsx' && total >= sheetRowsMax) throw errors.exportTooLarge(sheetRowsMax - 1);
      await relational.withTenant(principal.tenant.id, (tx) =>
        recordChanges(tx, principal, [
          {
            ...{ action: 'export', objectType: type.name, objectId: type.plural, objectName: type.label.many[locale] },
            ...{ before: null, after: { format, objects: total, ...filtersOf(query) } },
          },
        ]),
      );
      const lines = linesOf({ relational, objects }, principal, type, { locale, query });
      if (format === 'xlsx') return writeXlsx(type.label.many[locale], harmless(lines));
      return Readable.from(csvOf(lines, dialect));
    },
  };
}

const filtersOf = ({ q, filters }: ObjectQuery): Record<string, string> => ({
  ...filters,
  ...(q !== undefined && { q }),
});

async function* csvOf(batches: AsyncIterable<readonly Line[]>, dialect: CsvDialect): AsyncGenerator<string> {
  yield utf8Mark;
  for await (const lines of batches) yield lines.map((line) => csvLine(line, dialect)).join('');
}

/** As in a CSV file, so that it makes no difference which of the two comes back, or was saved as the other. */
async function* harmless(batches: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly Line[]> {
  for await (const lines of batches) {
    yield lines.map((line) => line.map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : cell)));
  }
}

async function* linesOf(
  { relational, objects }: { relational: RelationalStore; objects: Objects },
  principal: Principal,
  type: ObjectType,
  { locale, query }: { locale: Locale; query: ObjectQuery },
): AsyncGenerator<readonly Line[]> {
  const fields = fieldsOf(type).filter(([, field]) => field.secret === undefined);
  yield [[ownIdLabel[locale], ...fields.map(([, field]) => field.label[locale])]];
  for await (const records of objects.readAll(principal, type, query)) {
    const names = await externalIdsOf(relational, principal, fields, records);
    yield records.map((record) => [
      String(record['id']),
      ...fields.map(([name, field]) => cellOf(field, record[name] ?? null, { names, locale })),
    ]);
  }
}

function cellOf(
  field: Field,
  value: FieldValue,
  { names, locale }: { names: ReadonlyMap<string, string>; locale: Locale },
): CsvCell {
  if (value === null) return null;
  if (typeof value === 'boolean') return words[locale][value ? 'yes' : 'no'];
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return joinTags(value);
  if (field.reference !== undefined) return names.get(value) ?? value;
  return field.choices?.find((choice) => choice.value === value)?.label[locale] ?? value;
}

const words = { es: { yes: 'sí', no: 'no' }, en: { yes: 'yes', no: 'no' } } as const;

/** What the records point to: id → external id, of those that have one. */
async function externalIdsOf(
  relational: RelationalStore,
  principal: Principal,
  fields: readonly (readonly [string, Field])[],
  records: readonly ObjectRecord[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [name, { reference }] of fields) {
    if (reference === undefined) continue;
    const ids = [...new Set(records.map((record) => record[name]).filter((id) => typeof id === 'string'))];
    if (ids.length === 0) continue;
    const { rows } = await relational.withTenant(principal.tenant.id, (tx) =>
      sql<{ id: string; external_id: string }>`
        select id, external_id from ${sql.table(objectType(reference).table)}
        where id = any(${ids}::uuid[]) and external_id is not null`.execute(tx),
    );
    for (const row of rows) names.set(row.id, row.external_id);
  }
  return names;
}
