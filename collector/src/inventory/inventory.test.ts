import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import { type Bus, deadLetterTopic } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import {
  inventoryDeviceTopic,
  inventoryDeviceV1,
  type InventoryDeviceV1,
} from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createResolver } from '#poll/resolve.ts';
import { decideInventory } from './decide.ts';
import { createExporterDirectory } from './exporters.ts';
import { createInventory, type Inventory } from './run.ts';

const secretBox = createSecretBox(randomBytes(32).toString('base64'));
const codec = messageCodec(inventoryDeviceV1);
const log = createLog({ service: 'test', level: 'silent' });

interface Wanted {
  readonly deviceId: string;
  readonly address?: string;
  readonly community?: string;
  readonly revision?: number;
}

function message({ deviceId, address = '192.0.2.1', community = 'public', revision = 1 }: Wanted): InventoryDeviceV1 {
  const context = { tenantId: 3, rowId: deviceId, field: 'snmp.community' };
  return {
    v: 1,
    id: newId(),
    tenantId: 3,
    occurredAt: new Date().toISOString(),
    source: 'noc-api',
    data: {
      deviceId,
      name: 'r1',
      address,
      kind: 'router',
      snmp: { version: '2c', port: 161, communitySealed: secretBox.seal(community, context) },
      pollIntervalS: 60,
      revision,
    },
  };
}

describe('a message', () => {
  const deviceId = newId();
  const first = decideInventory(undefined, message({ deviceId, address: ' 192.0.2.1 ' }), 'public');

  test('of a new device starts its polls', () => {
    expect(first).toMatchObject({
      kind: 'poll',
      known: { revision: 1, spec: { deviceId, address: '192.0.2.1', community: 'public', pollIntervalMs: 60_000 } },
    });
  });

  test.each([
    ['a replay', { revision: 1 }, 'public', 'ignore'],
    ['an older revision', { revision: 0 }, 'other', 'ignore'],
    ['a newer one that changes no poll', { revision: 2 }, 'public', 'note'],
    ['a new community', { revision: 2 }, 'other', 'poll'],
    ['a new address', { revision: 2, address: '192.0.2.2' }, 'public', 'poll'],
  ])('%s', (_, wanted, community, expected) => {
    if (first.kind === 'ignore') throw new Error('the first message was ignored');
    expect(decideInventory(first.known, message({ deviceId, ...wanted }), community).kind).toBe(expected);
  });
});

describe('on the bus', () => {
  let bus: Bus;
  let started: Inventory[] = [];

  interface Member {
    readonly inventory: Inventory;
    readonly known: Set<string>;
    readonly polled: Map<string, string>;
  }

  async function join(): Promise<Member> {
    const known = new Set<string>();
    const polled = new Map<string, string>();
    const inventory = createInventory({
      bus,
      secretBox,
      log,
      metrics: new Metrics(),
      onDevice: (spec) => known.add(spec.deviceId),
      onRemoved: (deviceId) => known.delete(deviceId),
      onOwned: (spec) => polled.set(spec.deviceId, spec.community),
      onDisowned: (deviceId) => polled.delete(deviceId),
    });
    await inventory.start();
    started.push(inventory);
    return { inventory, known, polled };
  }

  const publish = (key: string, value: Uint8Array | null): Promise<void> =>
    bus.publish(inventoryDeviceTopic, [{ key, value }]);

  beforeEach(async () => {
    bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
    await bus.start();
    await bus.ensureTopics([topics.inventoryDevices]);
  });
  afterEach(async () => {
    for (const inventory of started) await inventory.stop();
    started = [];
    await bus.stop();
  });

  test('devices from before the start, changes, removals, and messages that are none', async () => {
    const [early, late, strange] = [newId(), newId(), newId()];
    await publish(early, codec.encode(message({ deviceId: early })));
    const member = await join();
    expect([...member.polled.keys()]).toEqual([early]);
    await expect(member.inventory.check()).resolves.toBeUndefined();

    const refused: string[] = [];
    bus.subscribe({
      topics: [deadLetterTopic(inventoryDeviceTopic)],
      groupId: 'test',
      from: 'earliest',
      handler: async ({ records }) => void refused.push(...records.map(({ key }) => key ?? '')),
    });
    await publish(strange, Buffer.from('not JSON'));
    // Sealed for another device.
    const copied = message({ deviceId: late });
    await publish(strange, codec.encode({ ...copied, data: { ...copied.data, deviceId: strange } }));
    await publish(strange, codec.encode(message({ deviceId: strange, community: 'x'.repeat(300) })));
    await publish(strange, codec.encode(copied));
    await publish(late, codec.encode(message({ deviceId: late })));
    await publish(late, codec.encode(message({ deviceId: late, community: 'changed', revision: 2 })));
    await publish(early, null);
    await waitFor('the change', () => member.polled.get(late) === 'changed' && !member.polled.has(early));
    await waitFor('four refusals', () => refused.length === 4);
    expect(new Set(refused)).toEqual(new Set([strange]));
    expect([...member.known]).toEqual([late]);
  });

  test('two collectors share the devices, and one takes over all of them', async () => {
    const devices = Array.from({ length: 40 }, () => newId());
    for (const deviceId of devices) await publish(deviceId, codec.encode(message({ deviceId })));
    const one = await join();
    const two = await join();
    await waitFor('each device is polled once', () => {
      const both = [...one.polled.keys(), ...two.polled.keys()];
      return both.length === devices.length && new Set(both).size === devices.length && two.polled.size > 0;
    });
    expect(one.polled.size).toBeGreaterThan(0);
    expect(one.known.size).toBe(devices.length);
    expect(two.known.size).toBe(devices.length);
    await one.inventory.stop();
    started = started.filter((inventory) => inventory !== one.inventory);
    await waitFor('the other polls all', () => two.polled.size === devices.length);
  });
});

describe('the directory of exporters', () => {
  test('knows addresses and looked-up names, and tells changes together', async () => {
    const lookups: string[] = [];
    const lookup = (host: string): Promise<{ address: string; family: number }> => {
      lookups.push(host);
      return host === 'gone.example'
        ? Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
        : Promise.resolve({ address: '192.0.2.7', family: 4 });
    };
    const directory = createExporterDirectory(createResolver({ monotonicMs: () => 0, lookup }));
    let told = 0;
    directory.onChange(() => (told += 1));
    for (let i = 0; i < 50; i += 1) directory.set(`device-${i}`, `198.51.100.${i}`, 5);
    directory.set('named', 'router.example', 6);
    directory.set('unknown', 'gone.example', 6);
    directory.set('six', '2001:DB8:0::1', 8);
    await waitFor('the change is told', () => told > 0);
    expect(told).toBe(1);
    expect(directory.current().get('198.51.100.49')?.tenantId).toBe(5);
    expect(directory.current().get('192.0.2.7')?.tenantId).toBe(6);
    expect(directory.current().get('2001:db8::1')?.tenantId).toBe(8);
    expect(lookups).toEqual(['router.example', 'gone.example']);
    directory.delete('named');
    expect(directory.current().has('192.0.2.7')).toBe(false);
    directory.stop();
  });
});
