import { describe, expect, it } from 'vitest';
import { decodeBlocks } from '@fastisp/core/block/native';
import type { DeviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { newId } from '@fastisp/core/ids';
import {
  discoveryMessage,
  exporterBlock,
  interfaceBlock,
  type InterfaceRow,
  inventoryMessage,
} from '../testing/blocks.ts';
import { NetworkView } from './view.ts';

const deviceId = '0198f1c2-7a10-7c3e-8a55-0d2b6f1a9e02';
const t0 = 1_800_000_000_000;
const minute = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

function rates(view: NetworkView, nowMs: number, ...rows: Omit<InterfaceRow, 'deviceId'>[]): void {
  const { value } = interfaceBlock(rows.map((row) => ({ deviceId, ...row })));
  for (const block of decodeBlocks(telemetryInterfaceV1, value ?? new Uint8Array())) {
    view.addInterfaceRates(block, nowMs);
  }
}
const stateMessage = (data: Partial<DeviceStateV1['data']>): DeviceStateV1 => ({
  v: 1,
  id: newId(),
  tenantId: 1,
  occurredAt: iso(t0),
  source: 'test',
  data: {
    deviceId,
    status: 'up',
    reason: 'answering',
    since: iso(t0),
    lastSeenAt: iso(t0),
    uptimeMs: 5_000,
    interfaces: [],
    ...data,
  },
});
/** 7,500,000 octets in a minute are 1 Mbit/s. */
const mbit = 7_500_000;

describe('a device row', () => {
  it('is there as soon as the inventory has it, unknown until its state is known', () => {
    const view = new NetworkView();
    expect(view.deviceRow(deviceId)).toBeNull();
    view.list(inventoryMessage({ deviceId, name: 'core-1', pollIntervalS: 30 }));
    expect(view.deviceRow(deviceId)).toMatchObject({
      name: 'core-1',
      status: 'unknown',
      reason: 'not_polled_yet',
      inBps: null,
      ratesAt: null,
      pollIntervalS: 30,
    });
    expect([...view.takeChanged()]).toEqual([[deviceId, 1]]);
    expect(view.takeChanged().size).toBe(0);
  });

  it('takes state and discovery that came before the inventory', () => {
    const view = new NetworkView();
    view.setState(stateMessage({ status: 'down', reason: 'no_reply' }), t0);
    view.setDiscovery(discoveryMessage({ deviceId, atMs: t0, interfaces: [{ ifIndex: 3, name: 'ether3' }] }), t0);
    view.list(inventoryMessage({ deviceId }));
    expect(view.deviceRow(deviceId)).toMatchObject({ status: 'down', reason: 'no_reply' });
    expect(view.interfaceRows(deviceId)).toMatchObject([{ ifIndex: 3, name: 'ether3', status: 'unknown' }]);
  });

  it('keeps the newer of two inventory messages', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId, name: 'new', revision: 2 }));
    view.list(inventoryMessage({ deviceId, name: 'old', revision: 1 }));
    expect(view.deviceRow(deviceId)?.name).toBe('new');
  });

  it('counts what works and what should work and does not', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    const port = { since: iso(t0), adminUp: true };
    const interfaces = [
      { ifIndex: 1, status: 'up' as const, ...port },
      { ifIndex: 2, status: 'down' as const, ...port },
      { ifIndex: 3, status: 'unknown' as const, ...port, adminUp: false },
    ];
    view.setState(stateMessage({ interfaces }), t0);
    expect(view.deviceRow(deviceId)).toMatchObject({ interfacesUp: 1, interfacesDown: 1, uptimeMs: 5_000 });
  });

  it('adds up the rates of its interfaces at the last poll', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    rates(view, t0, { ifIndex: 1, polledAtMs: t0, inOctets: mbit, outOctets: 2 * mbit });
    rates(view, t0, { ifIndex: 2, polledAtMs: t0, inOctets: 3 * mbit });
    expect(view.deviceRow(deviceId)).toMatchObject({ inBps: 4_000_000, outBps: 2_000_000, ratesAt: iso(t0) });
    rates(view, t0 + minute, { ifIndex: 1, polledAtMs: t0 + minute, inOctets: 0 });
    rates(view, t0 + minute, { ifIndex: 1, polledAtMs: t0, inOctets: 9 * mbit }); // late: no effect
    expect(view.deviceRow(deviceId)).toMatchObject({ inBps: 3_000_000, ratesAt: iso(t0 + minute) });
  });

  it('does not count the bytes of a bridge or a VLAN a second time', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    const interfaces = [
      { ifIndex: 1, name: 'ether1', type: 6 },
      { ifIndex: 2, name: 'bridge', type: 209 },
      { ifIndex: 3, name: 'vlan10', type: 135 },
    ];
    view.setDiscovery(discoveryMessage({ deviceId, atMs: t0, interfaces }), t0);
    rates(view, t0, ...[1, 2, 3].map((ifIndex) => ({ ifIndex, polledAtMs: t0, inOctets: mbit })));
    expect(view.deviceRow(deviceId)?.inBps).toBe(1_000_000);
    expect(view.interfaceRows(deviceId).map((row) => row.inBps)).toEqual([1_000_000, 1_000_000, 1_000_000]);
  });

  it('has no rate any more after three intervals', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    rates(view, t0, { ifIndex: 1, polledAtMs: t0, inOctets: mbit });
    view.takeChanged();
    view.expireRates(t0 + 3 * minute);
    expect(view.takeChanged().size).toBe(0);
    view.expireRates(t0 + 3 * minute + 1);
    expect(view.takeChanged().size).toBe(1);
    expect(view.deviceRow(deviceId)).toMatchObject({ inBps: null, outBps: null, ratesAt: null });
    expect(view.interfaceRows(deviceId)).toEqual([]);
  });

  it('has no rate while the device is down, nor one from before when it is back', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    rates(view, t0, { ifIndex: 1, polledAtMs: t0, inOctets: mbit });
    view.setState(stateMessage({ status: 'down', reason: 'no_reply' }), t0 + minute);
    rates(view, t0 + minute, { ifIndex: 2, polledAtMs: t0, inOctets: mbit }); // behind the state
    expect(view.deviceRow(deviceId)).toMatchObject({ inBps: null, outBps: null, ratesAt: null });
    expect(view.interfaceRows(deviceId)).toMatchObject([{ ifIndex: 2, inBps: null, ratesAt: null }]);
    expect(view.sampleTraffic(t0 + minute)[0]?.row).toMatchObject({ inBps: 0, outBps: 0 });
    const backMs = t0 + 2 * minute;
    rates(view, backMs, { ifIndex: 2, polledAtMs: backMs, inOctets: 2 * mbit });
    view.setState(stateMessage({ since: iso(backMs), lastSeenAt: iso(backMs) }), backMs);
    expect(view.deviceRow(deviceId)).toMatchObject({ inBps: 2_000_000, ratesAt: iso(backMs) });
  });

  it('is gone when the inventory drops it', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId, tenantId: 7 }));
    view.takeChanged();
    view.remove(deviceId);
    expect(view.deviceRow(deviceId)).toBeNull();
    expect(view.tenantOf(deviceId)).toBeNull();
    expect([...view.devicesOf(7)]).toEqual([]);
    expect([...view.takeChanged()]).toEqual([[deviceId, 7]]);
  });
});

describe('traffic', () => {
  const exporter = (view: NetworkView, row: Parameters<typeof exporterBlock>[0]): void => {
    for (const block of decodeBlocks(telemetryExporterV1, exporterBlock(row).value ?? new Uint8Array())) {
      view.addExporterRows(block);
    }
  };

  it('is the sum of a tenant’s own devices and exporters, once a second', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    view.list(inventoryMessage({ deviceId: newId(), tenantId: 2 }));
    rates(view, t0, { ifIndex: 1, polledAtMs: t0, inOctets: mbit });
    exporter(view, { atMs: t0, flows: 250 });
    exporter(view, { atMs: t0, flows: 9, tenantId: 2 });
    const sampled = view.sampleTraffic(t0 + 400);
    expect(sampled.map(({ tenantId, row }) => [tenantId, row])).toEqual([
      [1, { at: iso(t0), inBps: 1_000_000, outBps: 0, flowsPerS: 25 }],
      [2, { at: iso(t0), inBps: 0, outBps: 0, flowsPerS: 0.9 }],
    ]);
    expect(view.sampleTraffic(t0 + 31_000)[0]?.row.flowsPerS).toBe(0);
  });

  it('keeps five minutes and says what went', () => {
    const view = new NetworkView();
    view.list(inventoryMessage({ deviceId }));
    for (let second = 0; second < 300; second += 1) view.sampleTraffic(t0 + second * 1_000);
    expect(view.trafficOf(1)).toHaveLength(300);
    expect(view.sampleTraffic(t0 + 300_000)[0]?.expired).toEqual([iso(t0)]);
    expect(view.trafficOf(1)).toHaveLength(300);
  });
});
