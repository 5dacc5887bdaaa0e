import type { ReadinessCheck } from '../http/health.ts';
import type { Component } from './component.ts';

/** Not ready until every component has started: put `component` last, and `check` among the readiness checks. */
export function startProgress(): { readonly check: ReadinessCheck; readonly component: Component } {
  let started = false;
  return {
    check: {
      name: 'start',
      check: () => (started ? Promise.resolve() : Promise.reject(new Error('still starting'))),
    },
    component: {
      name: 'started',
      start: async () => {
        started = true;
      },
      stop: async () => {
        started = false;
      },
    },
  };
}
