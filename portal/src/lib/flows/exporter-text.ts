import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ExporterWarning } from './exporter-health.ts';

/** What is wrong, and what to do about it. */
export function warningText(warning: ExporterWarning): string {
  switch (warning.code) {
    case 'silent':
      return m.exporter_silent({ time: fmt.age(warning.ageMs) });
    case 'gaps': {
      const n = fmt.integer(warning.count);
      const texts = {
        flows: m.exporter_gaps_flows,
        packets: m.exporter_gaps_packets,
        records: m.exporter_gaps_records,
      };
      return texts[warning.of]({ n });
    }
    case 'no_template':
      return m.exporter_no_template({ n: fmt.integer(warning.count) });
    case 'refused':
      return m.exporter_refused({ n: fmt.integer(warning.count) });
  }
}
