/**
 * What tells stacked series apart for those who do not see their colours apart: a pattern each, the same in the chart
 * (canvas) and beside the names (CSS). Neighbours in the stack differ in direction or kind. Pure.
 */
import type { LineSeriesOption } from 'echarts';

/** Without a decal where the series is plain: ECharts 6 throws at the 'none' of its own types. */
type DecalStyle = Pick<NonNullable<LineSeriesOption['itemStyle']>, 'decal'>;

interface Stripes {
  readonly kind: 'stripes';
  /** Clockwise from horizontal. */
  readonly degrees: number;
  readonly widthPx: number;
  readonly gapPx: number;
}

interface Dots {
  readonly kind: 'dots';
  readonly diameterPx: number;
  readonly gapPx: number;
}

type Pattern = { readonly kind: 'plain' } | Stripes | Dots;

/** In the order of the series; whatever comes after them is plain. */
const patterns: readonly Pattern[] = [
  { kind: 'plain' },
  { kind: 'stripes', degrees: 45, widthPx: 2, gapPx: 5 },
  { kind: 'dots', diameterPx: 3, gapPx: 4 },
  { kind: 'stripes', degrees: -45, widthPx: 2, gapPx: 5 },
  { kind: 'stripes', degrees: 0, widthPx: 2, gapPx: 4 },
  { kind: 'stripes', degrees: 90, widthPx: 2, gapPx: 4 },
  { kind: 'dots', diameterPx: 2, gapPx: 2 },
  { kind: 'stripes', degrees: 45, widthPx: 3, gapPx: 3 },
];

const patternOf = (index: number): Pattern => patterns[index] ?? { kind: 'plain' };

/** Part of an `itemStyle`. @param ink of the pattern, drawn over the series' colour. */
export function decalOf(index: number, ink: string): DecalStyle {
  const pattern = patternOf(index);
  switch (pattern.kind) {
    case 'plain':
      return {};
    case 'stripes':
      return {
        decal: {
          symbol: 'rect',
          color: ink,
          dashArrayX: [1, 0],
          dashArrayY: [pattern.widthPx, pattern.gapPx],
          rotation: (pattern.degrees * Math.PI) / 180,
        },
      };
    case 'dots':
      return {
        decal: {
          symbol: 'circle',
          color: ink,
          dashArrayX: [pattern.diameterPx, pattern.gapPx],
          dashArrayY: [pattern.diameterPx, pattern.gapPx],
        },
      };
  }
}

/** A value of CSS `background`. */
export function backgroundOf(index: number, color: string, ink: string): string {
  const pattern = patternOf(index);
  switch (pattern.kind) {
    case 'plain':
      return color;
    case 'stripes': {
      const { degrees, widthPx, gapPx } = pattern;
      const stripes = `${ink} 0 ${widthPx}px, transparent ${widthPx}px ${widthPx + gapPx}px`;
      return `repeating-linear-gradient(${degrees}deg, ${stripes}), ${color}`;
    }
    case 'dots': {
      const { diameterPx, gapPx } = pattern;
      const tilePx = diameterPx + gapPx;
      return `radial-gradient(${ink} ${diameterPx / 2}px, transparent 0) 0 0 / ${tilePx}px ${tilePx}px, ${color}`;
    }
  }
}
