/** The theme's colours and sizes as ECharts needs them: values, not variables. */
export interface ChartTokens {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly raised: string;
  readonly edge: string;
  readonly in: string;
  readonly out: string;
  readonly other: string;
  readonly series: readonly string[];
  /** Of patterns, over any of the series' colours. */
  readonly pattern: string;
  /** Font size of the chart's own element, so that charts grow with a wallboard's distance. */
  readonly fontPx: number;
  readonly fontFamily: string;
}

export const seriesCount = 8;

export function readTokens(node: HTMLElement): ChartTokens {
  const style = getComputedStyle(node);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'),
    soft: token('soft'),
    line: token('line'),
    surface: token('surface'),
    raised: token('raised'),
    edge: token('edge'),
    in: token('in'),
    out: token('out'),
    other: token('series-other'),
    series: Array.from({ length: seriesCount }, (_, index) => token(`series-${index + 1}`)),
    pattern: token('pattern'),
    fontPx: Number.parseFloat(style.fontSize),
    fontFamily: style.fontFamily,
  };
}
