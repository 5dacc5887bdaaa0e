/** `j` and `k` move the focus through a page's list; Enter then opens the link that has it. */
import { m } from '#lib/paraglide/messages.js';
import type { Command } from './commands.svelte.ts';

function move(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('main [data-card], main [data-row] a[data-open]')];
  const current = items.findIndex((item) => item === document.activeElement);
  const next = current === -1 ? (step === 1 ? 0 : items.length - 1) : current + step;
  items[Math.min(Math.max(next, 0), items.length - 1)]?.focus();
}

export const listKeys = (): Command[] => [
  { label: m.keys_next(), group: m.keys_group_list(), keys: 'j', run: () => move(1) },
  { label: m.keys_previous(), group: m.keys_group_list(), keys: 'k', run: () => move(-1) },
  {
    label: m.keys_open(),
    group: m.keys_group_list(),
    keys: 'Enter',
    run: () => document.activeElement instanceof HTMLElement && document.activeElement.click(),
  },
];
