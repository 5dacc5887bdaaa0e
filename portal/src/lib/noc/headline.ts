import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Counts } from './triage.ts';

/** The worst state in words, then the others: `2 equipos caídos`, `1 desconocido · 48 operativos`. */
export function headline({ down, unknown, waiting, up }: Counts): { worst: string; others: string } {
  if (down + unknown + waiting + up === 0) return { worst: m.wall_no_devices(), others: '' };
  const parts: string[] = [];
  if (down > 0) parts.push(m.wall_down({ count: down, n: fmt.integer(down) }));
  if (unknown > 0) parts.push(unknownPart(unknown, down === 0));
  if (parts.length === 0 && up > 0) parts.push(m.wall_all_well());
  if (up > 0) parts.push(m.wall_up({ count: up, n: fmt.integer(up) }));
  const [worst = m.wall_first_poll(), ...others] = parts.map(unbroken);
  return { worst, others: others.join(' · ') };
}

export function headlineText(counts: Counts): string {
  const { worst, others } = headline(counts);
  return others === '' ? worst : `${worst} · ${others}`;
}

/** The first part of the line says what is counted. */
const unknownPart = (unknown: number, first: boolean): string => {
  const params = { count: unknown, n: fmt.integer(unknown) };
  return first ? m.wall_unknown_devices(params) : m.wall_unknown(params);
};

/** The line may break between the parts, not within them. */
const unbroken = (part: string): string => part.replaceAll(' ', '\u00a0');
