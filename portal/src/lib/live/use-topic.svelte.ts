import { untrack } from 'svelte';
import { getLive } from './live-context.ts';
import type { RowOf, TopicState } from './topic-state.ts';

/** A topic for as long as the component lives; the name may change with the page's parameters. */
export function useTopic<Topic extends string>(topic: () => Topic): { readonly current: TopicState<RowOf<Topic>> } {
  const live = getLive();
  $effect(() => {
    const wanted = topic();
    return untrack(() => live.subscribe(wanted));
  });
  const current = $derived(live.topic(topic()));
  return {
    get current() {
      return current;
    },
  };
}
