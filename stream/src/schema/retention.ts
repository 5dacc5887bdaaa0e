/** How long the column store keeps what: TTLs from the configuration, changed only where they differ. */
import type { ColumnStore } from '@fastisp/core/column-store/port';
import type { Log } from '@fastisp/core/log/log';

export interface RetentionDays {
  readonly raw: number;
  readonly flowsRaw: number;
  readonly m1: number;
  readonly m5: number;
  readonly h1: number;
  readonly d1: number;
}

interface KeptTable {
  readonly table: string;
  /** When a row's life begins. */
  readonly timeColumn: string;
  readonly days: number;
}

export function keptTables(days: RetentionDays): KeptTable[] {
  const rollups = ['flows', 'interface', 'device'].flatMap((name) =>
    [
      { step: '1m', days: days.m1 },
      { step: '5m', days: days.m5 },
      { step: '1h', days: days.h1 },
      { step: '1d', days: days.d1 },
    ].map((level) => ({ table: `${name}_${level.step}`, timeColumn: 'at', days: level.days })),
  );
  return [
    { table: 'flows', timeColumn: 'toDateTime(received_at)', days: days.flowsRaw },
    { table: 'interface_samples', timeColumn: 'toDateTime(polled_at)', days: days.raw },
    { table: 'device_samples', timeColumn: 'toDateTime(polled_at)', days: days.raw },
    { table: 'exporter_samples', timeColumn: 'toDateTime(at)', days: days.raw },
    ...rollups,
  ];
}

const ttlOf = ({ timeColumn, days }: KeptTable): string => `${timeColumn} + toIntervalDay(${days})`;

/** The TTL in a table's `engine_full`, or null. */
export function currentTtl(engineFull: string): string | null {
  return / TTL (.+?)(?: SETTINGS .*)?$/.exec(engineFull)?.[1] ?? null;
}

/** The statements that make the tables keep what they should. Pure. */
export function retentionChanges(
  kept: readonly KeptTable[],
  tables: readonly { readonly name: string; readonly engine_full: string }[],
): string[] {
  const engines = new Map(tables.map((table) => [table.name, table.engine_full]));
  return kept
    .filter((entry) => currentTtl(engines.get(entry.table) ?? '') !== ttlOf(entry))
    .map((entry) => `ALTER TABLE ${entry.table} MODIFY TTL ${ttlOf(entry)}`);
}

export async function applyRetention(
  store: ColumnStore,
  options: { readonly days: RetentionDays; readonly log: Log },
): Promise<string[]> {
  const tables = await store.query<{ name: string; engine_full: string }>(
    'SELECT name, engine_full FROM system.tables WHERE database = currentDatabase()',
  );
  const changes = retentionChanges(keptTables(options.days), tables);
  for (const statement of changes) {
    await store.command(statement);
    options.log.info({ statement }, 'retention changed');
  }
  return changes;
}
