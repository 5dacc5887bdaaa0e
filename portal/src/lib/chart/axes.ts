/** What all charts of rates over time share. */
import type { GridComponentOption, TooltipComponentOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { fmt } from '#lib/i18n.ts';
import type { Range } from '#lib/wall-clock.ts';
import { zone } from '#lib/zone.svelte.ts';
import { timeTicks } from './time-ticks.ts';
import type { ChartTokens } from './tokens.ts';

const dayMs = 24 * 3_600_000;
/**
 * Between an axis and its labels, in heights of their letters: the lowest label of the rates hangs below their axis by
 * half a letter, and the first one of the times must not touch it.
 */
const timeLabelMargin = 0.9;
const rateLabelMargin = 0.6;

export const grid = (tokens: ChartTokens): GridComponentOption => ({
  top: tokens.fontPx,
  right: tokens.fontPx * 0.6,
  bottom: 0,
  left: 0,
  outerBoundsMode: 'same',
});

export function timeAxis(tokens: ChartTokens, { fromMs, toMs }: Range): XAXisComponentOption {
  const format = toMs - fromMs > dayMs ? (at: number) => fmt.dateTimeShort(at, 0) : fmt.time;
  return {
    type: 'time',
    min: fromMs,
    max: toMs,
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: tokens.soft,
      fontSize: tokens.fontPx,
      margin: tokens.fontPx * timeLabelMargin,
      hideOverlap: true,
      customValues: timeTicks(zone.current, { fromMs, toMs }),
      formatter: (at: number) => format(at),
    },
  };
}

/** Bits per second; what goes out is drawn below zero, and read as positive. */
export function rateAxis(tokens: ChartTokens): YAXisComponentOption {
  return {
    type: 'value',
    splitNumber: 4,
    axisLabel: {
      color: tokens.soft,
      fontSize: tokens.fontPx,
      margin: tokens.fontPx * rateLabelMargin,
      formatter: (bps: number) => (bps === 0 ? '0' : fmt.bitRate(Math.abs(bps))),
    },
    splitLine: { lineStyle: { color: tokens.line } },
  };
}

interface TooltipRow {
  readonly marker: string;
  readonly name: string;
  readonly bps: number | null;
}

export function tooltip(
  tokens: ChartTokens,
  rows: (dataIndex: number, atMs: number) => readonly TooltipRow[],
): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: tokens.raised,
    borderColor: tokens.edge,
    padding: [8, 12],
    textStyle: { color: tokens.ink, fontSize: Math.max(12, tokens.fontPx), fontFamily: tokens.fontFamily },
    axisPointer: { lineStyle: { color: tokens.edge } },
    formatter: (params) => {
      const [first] = Array.isArray(params) ? params : [params];
      if (first === undefined) return '';
      const atMs = Number((first.value as unknown[])[0]); // our series are pairs of time and value
      const lines = rows(first.dataIndex, atMs).map(
        ({ marker, name, bps }) =>
          `<div style="display:flex;gap:1.5em;justify-content:space-between"><span>${dot(marker)}${escapeHtml(name)}</span><b>${fmt.bitRate(bps)}</b></div>`,
      );
      return `<div style="margin-bottom:4px;color:${tokens.soft}">${fmt.dateTime(atMs)}</div>${lines.join('')}`;
    },
  };
}

const dot = (color: string): string =>
  `<span style="display:inline-block;width:1em;height:1em;vertical-align:-.15em;border-radius:2px;margin-right:.5em;background:${color}"></span>`;

/** Names come from devices: ECharts writes a tooltip as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
