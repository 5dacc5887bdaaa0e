import type { FlowTop } from '#lib/api/client.ts';
import { portName } from './services.ts';

export type TopRow = FlowTop['rows'][number];

/** What a row of the top list is, in one line. */
export function rowName(by: FlowTop['by'], row: TopRow): string {
  switch (by) {
    case 'source':
      return row.source ?? row.key;
    case 'destination':
      return row.destination ?? row.key;
    case 'conversation':
      return `${row.source ?? '?'} → ${row.destination ?? '?'}`;
    case 'port':
      return portName(row.port ?? 0, row.protocol);
    case 'exporter':
      return row.deviceName ?? row.exporter ?? row.key;
  }
}
