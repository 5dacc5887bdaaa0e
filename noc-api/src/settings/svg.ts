/**
 * Whether an SVG is only a picture. What draws is named here; everything else, whatever it may do, is refused:
 * scripts, links, foreign content, other files, entities. Refusing beats cleaning: a cleaner that disagrees with
 * a browser about one byte lets something through.
 */

const elements = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath
  linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer
  feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
  feDropShadow`.split(/\s+/),
);
/** Tools leave words of their own behind; they draw nothing. */
const foreignElement = /^(?:sodipodi|inkscape|rdf|cc|dc):[\w-]+$/;
/** Deeper than any drawing. */
const depthMax = 64;
/** Parts that repeat parts multiply: ten times ten, ten levels deep, keep a browser busy for ever. */
const repetitionsMax = 32;

const tag = /^<(\/?)([A-Za-z][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const skipped = /^(?:[^<]+|<!--(?:(?!--)[\s\S])*-->)/;
const declaration = /^\uFEFF?\s*<\?xml\s[^?<>]*\?>/;

/** @returns what is wrong, as a sentence; null when it is a picture. */
export function svgProblem(text: string): string | null {
  let rest = text.replace(declaration, '');
  const open: string[] = [];
  let roots = 0;
  let repetitions = 0;
  while (rest !== '') {
    const between = skipped.exec(rest)?.[0];
    if (between !== undefined) {
      if (open.length === 0 && !between.startsWith('<!--') && between.trim() !== '')
        return 'text stands outside of <svg>';
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(between) && !between.startsWith('<!--')) {
        return 'it uses entities of its own';
      }
      rest = rest.slice(between.length);
      continue;
    }
    const found = tag.exec(rest);
    if (found === null) return 'it is not well-formed, or has a document type or instructions';
    const [whole, closing = '', name = '', attributes = '', empty = ''] = found;
    rest = rest.slice(whole.length);
    if (closing !== '') {
      if (open.pop() !== name || attributes !== '') return `</${name}> closes nothing`;
      continue;
    }
    const problem = elementProblem(name, attributes, open.length);
    if (problem !== null) return problem;
    if (name === 'use' && ++repetitions > repetitionsMax) return `it repeats parts more than ${repetitionsMax} times`;
    if (open.length === 0 && ++roots > 1) return 'it has two roots';
    if (empty === '') open.push(name);
  }
  return roots === 1 && open.length === 0 ? null : 'it ends too early';
}

function elementProblem(name: string, attributes: string, depth: number): string | null {
  if (depth === 0 && name !== 'svg') return `its root is <${name}>, not <svg>`;
  if (depth > depthMax) return `it is nested more than ${depthMax} deep`;
  if (!elements.has(name) && !foreignElement.test(name)) return `<${name}> is more than a picture needs`;
  for (const [, attributeName = '', double, single] of attributes.matchAll(attribute)) {
    const value = decode(double ?? single ?? '');
    if (/^on/i.test(attributeName)) return `${attributeName} would run a script`;
    // By any prefix: which one means XLink is for the file to say.
    if (/(?:^|:)base$/i.test(attributeName)) return 'it refers to something outside of itself';
    if (/(?:^|:)href$/i.test(attributeName) && !value.startsWith('#'))
      return 'it refers to something outside of itself';
    if (refersOutside(attributeName, value)) return 'it refers to something outside of itself';
  }
  return null;
}

/** Styles and colours may name parts of the same picture, nothing else. Namespaces are only names. */
function refersOutside(name: string, value: string): boolean {
  if (/^xmlns(?::|$)/.test(name) || name.includes(':')) return /script/i.test(value) && !/^xmlns/.test(name);
  if (/\\|@import|expression|javascript:|data:/i.test(value)) return true;
  return [...value.matchAll(/url\s*\(\s*["']?\s*([^)]*)/gi)].some(([, target = '']) => !target.startsWith('#'));
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** As a browser reads an attribute. An entity of its own stays, and then refers to nothing. */
const decode = (value: string): string =>
  value
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal: string, hex: string, name: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    })
    // eslint-disable-next-line no-control-regex -- browsers leave these out of addresses
    .replaceAll(/[\u0000-\u0020]+/g, ' ')
    .trim();
