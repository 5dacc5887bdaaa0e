/** ECharts as an attachment: `<div {@attach chart(option, label)}>`. */
import type { EChartsOption } from 'echarts';
import type { Attachment } from 'svelte/attachments';
import { theme } from '#lib/shell/theme.svelte.ts';
import type { init } from './echarts.ts';
import { type ChartTokens, readTokens } from './tokens.ts';

type Instance = ReturnType<typeof init>;

/**
 * @param option built again whenever what it reads changes, or the theme or the size does
 * @param label what the chart says, in a sentence, for those who do not see it
 */
export function chart(option: (tokens: ChartTokens) => EChartsOption, label: () => string): Attachment<HTMLElement> {
  return (node) => {
    let instance = $state.raw<Instance>();
    let fontPx = $state(0);
    let gone = false;

    void import('./echarts.ts').then((echarts) => {
      if (!gone) instance = echarts.init(node);
    });
    const observer = new ResizeObserver(() => {
      instance?.resize();
      fontPx = Number.parseFloat(getComputedStyle(node).fontSize);
    });
    observer.observe(node);

    // ECharts says it too, but only when its code has come.
    $effect(() => node.setAttribute('aria-label', label()));

    $effect(() => {
      void theme.current;
      void fontPx;
      if (instance === undefined) return;
      const tokens = readTokens(node);
      instance.setOption(
        {
          // Live charts redraw every second: anything that eases would never come to rest.
          animation: false,
          textStyle: { fontFamily: tokens.fontFamily, fontSize: tokens.fontPx, color: tokens.soft },
          aria: { enabled: true, label: { description: label() } },
          ...option(tokens),
        },
        { replaceMerge: ['series', 'xAxis', 'yAxis'] },
      );
    });

    return () => {
      gone = true;
      observer.disconnect();
      instance?.dispose();
    };
  };
}
