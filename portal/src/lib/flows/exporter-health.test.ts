import { describe, expect, test } from 'vitest';
import type { FlowExporter } from '../api/client.ts';
import { exporterWarnings, silentAfterMs } from './exporter-health.ts';

const nowMs = Date.parse('2026-11-25T14:00:00Z');
const healthy: FlowExporter = {
  ...{ address: '10.0.0.1', deviceId: null, deviceName: null, versions: [9], observationDomains: 1 },
  ...{ packets: 10, flows: 100, gaps: 0, noTemplate: 0, refused: 0, kernelDrops: 0, samplingRate: 1 },
  ...{ lastSeenAt: new Date(nowMs - 2_000).toISOString(), flowsPerS: 1 },
};

describe('exporterWarnings', () => {
  test('healthy: none', () => expect(exporterWarnings(healthy, nowMs)).toEqual([]));

  test('silent only after five minutes', () => {
    const lastSeen = (ageMs: number) => ({ ...healthy, lastSeenAt: new Date(nowMs - ageMs).toISOString() });
    expect(exporterWarnings(lastSeen(silentAfterMs), nowMs)).toEqual([]);
    expect(exporterWarnings(lastSeen(silentAfterMs + 1), nowMs)).toEqual([
      { code: 'silent', ageMs: silentAfterMs + 1 },
    ]);
  });

  test.each([
    [[5], 'flows'],
    [[9], 'packets'],
    [[10], 'records'],
  ] as const)('gaps of version %s are %s', (versions, of) => {
    expect(exporterWarnings({ ...healthy, versions: [...versions], gaps: 4 }, nowMs)).toEqual([
      { code: 'gaps', count: 4, of },
    ]);
  });

  test('missing templates and refused packets', () => {
    expect(exporterWarnings({ ...healthy, noTemplate: 2, refused: 3 }, nowMs).map((w) => w.code)).toEqual([
      'no_template',
      'refused',
    ]);
  });
});
