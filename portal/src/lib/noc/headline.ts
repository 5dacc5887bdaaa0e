import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Counts } from './triage.ts';

/** The worst state first, in words: "2 equipos caídos · 1 desconocido · 48 operativos". */
export function headline({ down, unknown, waiting, up }: Counts): string {
  if (down + unknown + waiting + up === 0) return m.wall_no_devices();
  const parts: string[] = [];
  if (down > 0) parts.push(m.wall_down({ count: down, n: fmt.integer(down) }));
  if (unknown > 0) parts.push(unknownPart(unknown, down === 0));
  if (parts.length === 0 && up > 0) parts.push(m.wall_all_well());
  if (up > 0) parts.push(m.wall_up({ count: up, n: fmt.integer(up) }));
  if (parts.length === 0) parts.push(m.wall_first_poll());
  return parts.join(' · ');
}

/** The first part of the line says what is counted. */
const unknownPart = (unknown: number, first: boolean): string => {
  const params = { count: unknown, n: fmt.integer(unknown) };
  return first ? m.wall_unknown_devices(params) : m.wall_unknown(params);
};
