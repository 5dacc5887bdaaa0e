/**
 * Telemetry as a provider's network makes it, from a seed: subscribers of unequal weight behind a few routers, ports of
 * which some are idle, counters that breathe with the day. Constant or fully random values would say nothing of a disk.
 */
import { BlockBuilder, setIpv4, setU64, setUuid, type UuidWords, uuidWords } from '@fastisp/core/block/builder';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';

type Random = () => number;

/** Mulberry32: the same numbers for the same seed, in [0, 1). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Small numbers often, large ones seldom. */
const unequal = (random: Random, below: number): number => Math.floor(below * random() ** 3);
/** Sizes of flows and rates of ports spread over orders of magnitude. */
const spread = (random: Random, median: number, factor: number): number =>
  Math.round(median * factor ** (2 * (random() + random() + random() - 1.5)));

const routers = 20;
const subscribers = 50_000;
const servers = 20_000;
const servicePorts = [443, 443, 443, 443, 443, 443, 53, 80, 8_080, 5_228, 3_478, 25_565] as const;

/** One second's block of NetFlow v9 as access routers send it. */
export function flowsOfASecond(random: Random, atMs: number, rows: number): BlockBuilder<typeof telemetryFlowV1> {
  const builder = new BlockBuilder(telemetryFlowV1, rows);
  const { columns } = builder;
  for (let row = 0; row < rows; row += 1) {
    const receivedAtMs = atMs + Math.floor((row * 1_000) / rows);
    const lastedMs = Math.min(spread(random, 4_000, 12), 60_000);
    const subscriber = 0x64400000 + unequal(random, subscribers);
    const server = 0x08000000 + unequal(random, servers) * 251;
    const down = random() < 0.5;
    const packets = Math.max(1, spread(random, 6, 8));
    const service = servicePorts[Math.floor(random() * servicePorts.length)] ?? 443;
    const client = 32_768 + Math.floor(random() * 28_000);
    columns.tenant_id[row] = 1;
    setU64(columns.received_at, row, receivedAtMs);
    setU64(columns.started_at, row, receivedAtMs - lastedMs - 1_000);
    setU64(columns.ended_at, row, receivedAtMs - 1_000);
    setIpv4(columns.exporter_address, row, 0x0a000001 + (subscriber % routers));
    columns.flow_version[row] = 9;
    columns.sampling_rate[row] = 1;
    setIpv4(columns.src_address, row, down ? server : subscriber);
    setIpv4(columns.dst_address, row, down ? subscriber : server);
    columns.src_port[row] = down ? service : client;
    columns.dst_port[row] = down ? client : service;
    columns.protocol[row] = service === 53 || random() < 0.4 ? 17 : 6;
    columns.tcp_flags[row] = columns.protocol[row] === 6 ? 0x1b : 0;
    columns.in_if[row] = down ? 1 : 2 + (subscriber % 40);
    columns.out_if[row] = down ? 2 + (subscriber % 40) : 1;
    setIpv4(columns.next_hop, row, 0x0a0000fe);
    setU64(columns.packets, row, packets);
    setU64(columns.bytes, row, packets * (down ? 900 : 120) + Math.floor(random() * 500));
  }
  builder.rows = rows;
  return builder;
}

export interface Port {
  readonly device: UuidWords;
  readonly ifIndex: number;
  /** Octets in a minute at noon; 0 is idle. */
  readonly octets: number;
}

export function somePorts(random: Random, deviceIds: readonly string[], portsPerDevice: number): Port[] {
  return deviceIds.flatMap((deviceId) => {
    const device = uuidWords(deviceId);
    return Array.from({ length: portsPerDevice }, (_, index) => ({
      device,
      ifIndex: index + 1,
      octets: random() < 0.3 ? 0 : spread(random, 40_000_000, 20),
    }));
  });
}

/** One poll of all ports. */
export function pollOfPorts(
  random: Random,
  ports: readonly Port[],
  atMs: number,
): BlockBuilder<typeof telemetryInterfaceV1> {
  const builder = new BlockBuilder(telemetryInterfaceV1, ports.length);
  const { columns } = builder;
  const day = 0.6 + 0.4 * Math.sin((atMs / 86_400_000) * 2 * Math.PI);
  for (const [row, port] of ports.entries()) {
    const inOctets = Math.round(port.octets * day * (0.8 + 0.4 * random()));
    const outOctets = Math.round(inOctets * (0.1 + 0.05 * random()));
    columns.tenant_id[row] = 1;
    setUuid(columns.device_id, row, port.device);
    columns.if_index[row] = port.ifIndex;
    setU64(columns.polled_at, row, atMs + (port.device[0] % 60_000));
    columns.interval_ms[row] = 60_000 + Math.floor(random() * 20) - 10;
    setU64(columns.in_octets, row, inOctets);
    setU64(columns.out_octets, row, outOctets);
    setU64(columns.in_packets, row, Math.round(inOctets / 950));
    setU64(columns.out_packets, row, Math.round(outOctets / 140));
    columns.oper_status[row] = port.octets === 0 ? 2 : 1;
    columns.admin_status[row] = 1;
    setU64(columns.speed_bps, row, 1_000_000_000);
  }
  builder.rows = ports.length;
  return builder;
}

export function pollOfDevices(
  random: Random,
  devices: readonly string[],
  atMs: number,
): BlockBuilder<typeof telemetryDeviceV1> {
  const builder = new BlockBuilder(telemetryDeviceV1, devices.length);
  const { columns } = builder;
  for (const [row, deviceId] of devices.entries()) {
    columns.tenant_id[row] = 1;
    setUuid(columns.device_id, row, uuidWords(deviceId));
    setU64(columns.polled_at, row, atMs + row * 17);
    setU64(columns.uptime_ms, row, 8_640_000_000 + (atMs % 1e9));
    columns.rtt_us[row] = spread(random, 4_000, 2);
    columns.duration_ms[row] = spread(random, 30, 2);
    columns.varbinds[row] = 577;
  }
  builder.rows = devices.length;
  return builder;
}
