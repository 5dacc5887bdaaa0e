/** A small network over HTTP, for tests: one zone, site, core router, OLT, and the plant down to a drop. */
import type { World } from './world.ts';

export interface Made {
  readonly id: string;
}

/** Makes one object; throws with the answer when it was refused. */
export async function make(world: World, plural: string, body: object): Promise<string> {
  const answer = await world.ask<Made>('POST', `/api/v1/${plural}`, { body });
  if (answer.status !== 201) throw new Error(`${plural}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

let devices = 0;

export const makeDevice = (world: World, body: object = {}): Promise<string> => {
  devices += 1;
  const address = `10.200.${devices >> 8}.${devices & 255}`;
  return make(world, 'devices', { name: `device-${devices}`, address, snmp: { community: 'public' }, ...body });
};

export async function makePlant(world: World) {
  devices += 1;
  const zoneId = await make(world, 'zones', { name: `zone-${devices}` });
  const siteId = await make(world, 'sites', { name: `site-${devices}`, zoneId });
  const coreId = await makeDevice(world, { isCore: true });
  const oltId = await makeDevice(world, { kind: 'olt', siteId });
  const linkId = await make(world, 'links', { name: 'uplink', aDeviceId: coreId, bDeviceId: oltId });
  const cardId = await make(world, 'cards', { name: 'card', deviceId: oltId, slot: 1 });
  const portId = await make(world, 'pon-ports', { name: 'port', deviceId: oltId, cardId, number: 1 });
  const feederId = await make(world, 'feeders', { name: 'feeder', ponPortId: portId });
  const splitterId = await make(world, 'splitters', { name: 'splitter', feederId, outputs: 8 });
  const lowerId = await make(world, 'splitters', { name: 'lower', parentId: splitterId, outputs: 8 });
  const dropId = await make(world, 'drops', { name: 'drop', splitterId: lowerId });
  return { zoneId, siteId, coreId, oltId, linkId, cardId, portId, feederId, splitterId, lowerId, dropId };
}

/** A subscriber with an active service on an ONU of the drop. */
export async function makeSubscriber(world: World, at: { dropId: string; siteId: string }, serial: string) {
  const onuId = await make(world, 'onus', { serial, dropId: at.dropId });
  const subscriberId = await make(world, 'subscribers', { name: `Cliente ${serial}`, siteId: at.siteId });
  const planId = await make(world, 'plans', { name: `plan ${serial}`, downKbps: 100_000, upKbps: 50_000 });
  const serviceId = await make(world, 'services', {
    ...{ name: `Internet ${serial}`, subscriberId, planId, onuId },
    userName: `${serial}@isp`,
  });
  return { onuId, subscriberId, planId, serviceId };
}
