/** In above zero, out below: one look tells direction without reading a legend. */
import type { EChartsOption, LineSeriesOption } from 'echarts';
import { m } from '#lib/paraglide/messages.js';
import { grid, rateAxis, timeAxis, type TimeRange, tooltip } from './axes.ts';
import type { ChartTokens } from './tokens.ts';
import type { TrafficPoint } from './traffic-points.ts';

export function trafficOption(tokens: ChartTokens, points: readonly TrafficPoint[], range: TimeRange): EChartsOption {
  const inbound = points.map((point) => [point.atMs, point.inBps]);
  const outbound = points.map((point) => [point.atMs, point.outBps === null ? null : -point.outBps]);
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

function area(series: { id: string; name: string; color: string; data: (number | null)[][] }): LineSeriesOption {
  return {
    ...series,
    type: 'line',
    showSymbol: false,
    // A single point between two gaps would be invisible without its symbol.
    symbolSize: 3,
    lineStyle: { width: 1.75, color: series.color },
    itemStyle: { color: series.color },
    areaStyle: { color: series.color, opacity: 0.16 },
    emphasis: { disabled: true },
  };
}
