/** In above zero, out below: one look tells direction without reading a legend. */
import type { EChartsOption, LineSeriesOption } from 'echarts';
import { m } from '#lib/paraglide/messages.js';
import type { Range } from '../wall-clock.ts';
import { grid, rateAxis, timeAxis, tooltip } from './axes.ts';
import type { ChartTokens } from './tokens.ts';
import type { TrafficPoint } from './traffic-points.ts';

export function trafficOption(tokens: ChartTokens, points: readonly TrafficPoint[], range: Range): EChartsOption {
  const inbound = points.map((point): Pair => [point.atMs, point.inBps]);
  const outbound = points.map((point): Pair => [point.atMs, point.outBps === null ? null : -point.outBps]);
  return {
    grid: grid(tokens),
    xAxis: timeAxis(tokens, range),
    yAxis: rateAxis(tokens),
    tooltip: tooltip(tokens, (index) => [
      { marker: tokens.in, name: m.traffic_in(), bps: points[index]?.inBps ?? null },
      { marker: tokens.out, name: m.traffic_out(), bps: points[index]?.outBps ?? null },
    ]),
    series: [
      area({ id: 'in', name: m.traffic_in(), color: tokens.in, data: inbound }),
      area({ id: 'out', name: m.traffic_out(), color: tokens.out, data: outbound }),
    ],
  };
}

type Pair = [atMs: number, bps: number | null];

function area(series: { id: string; name: string; color: string; data: Pair[] }): LineSeriesOption {
  const { data, ...rest } = series;
  return {
    ...rest,
    type: 'line',
    // A value between two gaps has no line: it is drawn as a dot, or it would not be seen at all.
    showSymbol: true,
    showAllSymbol: true,
    symbol: 'none',
    data: data.map((value, index) => (isAlone(data, index) ? { value, symbol: 'circle', symbolSize: 4 } : value)),
    lineStyle: { width: 1.75, color: series.color },
    itemStyle: { color: series.color },
    areaStyle: { color: series.color, opacity: 0.16 },
    emphasis: { disabled: true },
  };
}

const isAlone = (data: readonly Pair[], index: number): boolean =>
  data[index]?.[1] !== null && (data[index - 1]?.[1] ?? null) === null && (data[index + 1]?.[1] ?? null) === null;
