import type { Session } from '#lib/api/client.ts';

/** Gives the themes the company's colours (app.css reads them); without them the themes have their own. */
export function showBrand({ light, dark }: Session['tenant']['colors']): void {
  const { style } = document.documentElement;
  for (const [name, color] of [
    ['--brand-light', light],
    ['--brand-dark', dark],
  ] as const) {
    if (color === null) style.removeProperty(name);
    else style.setProperty(name, color);
  }
}
