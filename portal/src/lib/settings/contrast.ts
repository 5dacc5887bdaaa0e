/** Contrast of colours `#rrggbb` (WCAG 2.2, "contrast ratio"): 1 … 21. Pure. */

/** Text that everybody can read (WCAG 2.2, 1.4.3); the API refuses a colour below it. */
export const contrastMin = 4.5;
/** The backgrounds of the themes that leave a colour the least contrast, as the API judges them. */
export const themeBackgrounds = { light: '#f3f5f8', dark: '#18202a' } as const;

/** The portal's own `--action` (app.css), where a company has no colour. */
export const ownColors = { light: '#16202b', dark: '#dfe7f0' } as const;

const form = /^#[0-9a-f]{6}$/i;
export const isColor = (text: string): boolean => form.test(text);

export function contrastOf(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
