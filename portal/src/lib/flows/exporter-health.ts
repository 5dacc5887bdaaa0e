/** What is wrong with an exporter of flows, as codes with figures; pure. */
import type { FlowExporter } from '../api/client.ts';

export type ExporterWarning =
  | { code: 'silent'; ageMs: number }
  | { code: 'gaps'; count: number; of: 'flows' | 'packets' | 'records' }
  | { code: 'no_template'; count: number }
  | { code: 'refused'; count: number };

/** Exporters send at least every minute; five silent ones are no coincidence. */
export const silentAfterMs = 5 * 60_000;

export function exporterWarnings(exporter: FlowExporter, nowMs: number): ExporterWarning[] {
  const warnings: ExporterWarning[] = [];
  const ageMs = nowMs - Date.parse(exporter.lastSeenAt);
  if (ageMs > silentAfterMs) warnings.push({ code: 'silent', ageMs });
  if (exporter.gaps > 0) warnings.push({ code: 'gaps', count: exporter.gaps, of: gapUnit(exporter.versions) });
  if (exporter.noTemplate > 0) warnings.push({ code: 'no_template', count: exporter.noTemplate });
  if (exporter.refused > 0) warnings.push({ code: 'refused', count: exporter.refused });
  return warnings;
}

/** What a sequence number counts: flows in NetFlow v5, packets in v9, data records in IPFIX. */
function gapUnit(versions: readonly number[]): 'flows' | 'packets' | 'records' {
  if (versions.includes(9)) return 'packets';
  return versions.includes(10) ? 'records' : 'flows';
}

export const versionName = (version: number): string => (version === 10 ? 'IPFIX' : `NetFlow v${version}`);
