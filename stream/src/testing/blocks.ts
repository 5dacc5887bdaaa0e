/** Blocks and messages as the collector and noc-api publish them, made from a few words: for tests. */
import { BlockBuilder, setIpv4, setU64, setUuid, uuidWords } from '@fastisp/core/block/builder';
import { blockMessage } from '@fastisp/core/block/message';
import type { BusMessage } from '@fastisp/core/bus/port';
import { discoveryDeviceV1, type DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceV1, type InventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { pollResults, type PollResult, telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { newId } from '@fastisp/core/ids';

export interface DeviceRow {
  readonly tenantId?: number;
  readonly deviceId: string;
  readonly polledAtMs: number;
  readonly result?: PollResult;
  readonly uptimeMs?: number;
  readonly restarted?: boolean;
  readonly rttUs?: number;
}

export interface InterfaceRow {
  readonly tenantId?: number;
  readonly deviceId: string;
  readonly polledAtMs: number;
  readonly ifIndex: number;
  readonly intervalMs?: number;
  readonly inOctets?: number;
  readonly outOctets?: number;
  readonly adminStatus?: number;
  readonly operStatus?: number;
  readonly speedBps?: number;
}

export interface FlowRow {
  readonly tenantId?: number;
  readonly receivedAtMs: number;
  readonly exporter?: number;
  readonly source: number;
  readonly destination: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly samplingRate?: number;
  readonly bytes: number;
  readonly packets?: number;
}

const timesOf = (times: readonly number[]) => ({ minMs: Math.min(...times), maxMs: Math.max(...times) });

export function deviceBlock(rows: readonly DeviceRow[]): BusMessage {
  const builder = new BlockBuilder(telemetryDeviceV1, rows.length);
  const { columns } = builder;
  for (const row of rows) {
    const at = builder.rows++;
    columns.tenant_id[at] = row.tenantId ?? 1;
    setUuid(columns.device_id, at, uuidWords(row.deviceId));
    setU64(columns.polled_at, at, row.polledAtMs);
    columns.result[at] = pollResults.indexOf(row.result ?? 'ok');
    setU64(columns.uptime_ms, at, row.uptimeMs ?? 0);
    columns.rtt_us[at] = row.rttUs ?? 0;
    columns.restarted[at] = row.restarted === true ? 1 : 0;
  }
  return blockMessage(builder, { ...timesOf(rows.map((row) => row.polledAtMs)), key: 'shard-0' });
}

export function interfaceBlock(rows: readonly InterfaceRow[]): BusMessage {
  const builder = new BlockBuilder(telemetryInterfaceV1, rows.length);
  const { columns } = builder;
  for (const row of rows) {
    const at = builder.rows++;
    columns.tenant_id[at] = row.tenantId ?? 1;
    setUuid(columns.device_id, at, uuidWords(row.deviceId));
    columns.if_index[at] = row.ifIndex;
    setU64(columns.polled_at, at, row.polledAtMs);
    columns.interval_ms[at] = row.intervalMs ?? 60_000;
    setU64(columns.in_octets, at, row.inOctets ?? 0);
    setU64(columns.out_octets, at, row.outOctets ?? 0);
    columns.oper_status[at] = row.operStatus ?? 1;
    columns.admin_status[at] = row.adminStatus ?? 1;
    setU64(columns.speed_bps, at, row.speedBps ?? 1_000_000_000);
  }
  return blockMessage(builder, { ...timesOf(rows.map((row) => row.polledAtMs)), key: 'shard-0' });
}

export function flowBlock(rows: readonly FlowRow[]): BusMessage {
  const builder = new BlockBuilder(telemetryFlowV1, rows.length);
  const { columns } = builder;
  for (const row of rows) {
    const at = builder.rows++;
    columns.tenant_id[at] = row.tenantId ?? 1;
    setU64(columns.received_at, at, row.receivedAtMs);
    setIpv4(columns.exporter_address, at, row.exporter ?? 0x0a000001);
    columns.flow_version[at] = 9;
    columns.sampling_rate[at] = row.samplingRate ?? 1;
    setIpv4(columns.src_address, at, row.source);
    setIpv4(columns.dst_address, at, row.destination);
    columns.src_port[at] = row.sourcePort ?? 40_000;
    columns.dst_port[at] = row.destinationPort ?? 443;
    columns.protocol[at] = 6;
    columns.in_if[at] = 1;
    columns.out_if[at] = 2;
    setU64(columns.bytes, at, row.bytes);
    setU64(columns.packets, at, row.packets ?? 1);
  }
  return blockMessage(builder, timesOf(rows.map((row) => row.receivedAtMs)));
}

export function exporterBlock(row: { tenantId?: number; atMs: number; flows: number }): BusMessage {
  const builder = new BlockBuilder(telemetryExporterV1, 1);
  const { columns } = builder;
  builder.rows = 1;
  columns.tenant_id[0] = row.tenantId ?? 1;
  setU64(columns.at, 0, row.atMs);
  setIpv4(columns.exporter_address, 0, 0x0a000001);
  columns.flow_version[0] = 9;
  setU64(columns.flows, 0, row.flows);
  return blockMessage(builder, timesOf([row.atMs]));
}

export function inventoryMessage(
  device: { tenantId?: number; deviceId: string } & Partial<InventoryDeviceV1['data']>,
): InventoryDeviceV1 {
  const { tenantId, ...data } = device;
  return {
    v: 1,
    id: newId(),
    tenantId: tenantId ?? 1,
    occurredAt: new Date(0).toISOString(),
    source: 'test',
    data: {
      name: `router ${device.deviceId.slice(-4)}`,
      address: '127.0.0.1',
      kind: 'router',
      snmp: { version: '2c', port: 161, communitySealed: 'sealed' },
      pollIntervalS: 60,
      revision: 1,
      ...data,
    },
  };
}

export function discoveryMessage(device: {
  tenantId?: number;
  deviceId: string;
  atMs: number;
  interfaces: readonly { ifIndex: number; name: string; alias?: string; type?: number; operStatus?: number }[];
}): DiscoveryDeviceV1 {
  return {
    v: 1,
    id: newId(),
    tenantId: device.tenantId ?? 1,
    occurredAt: new Date(device.atMs).toISOString(),
    source: 'test',
    data: {
      deviceId: device.deviceId,
      sysName: 'name',
      sysDescr: 'description',
      sysObjectId: '1.3.6.1.4.1.14988.1',
      sysLocation: '',
      sysContact: '',
      model: '',
      interfaces: device.interfaces.map((port) => ({
        ifIndex: port.ifIndex,
        name: port.name,
        description: port.name,
        alias: port.alias ?? '',
        type: port.type ?? 6,
        speedBps: 1_000_000_000,
        macAddress: '',
        adminStatus: 1,
        operStatus: port.operStatus ?? 1,
      })),
    },
  };
}

const inventoryCodec = messageCodec(inventoryDeviceV1);
const discoveryCodec = messageCodec(discoveryDeviceV1);

export const inventoryRecord = (message: InventoryDeviceV1): BusMessage => ({
  key: message.data.deviceId,
  value: inventoryCodec.encode(message),
});
export const discoveryRecord = (message: DiscoveryDeviceV1): BusMessage => ({
  key: message.data.deviceId,
  value: discoveryCodec.encode(message),
});
