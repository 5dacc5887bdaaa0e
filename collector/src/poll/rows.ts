/** Rows of the two telemetry topics, gathered into blocks and given out when full or after a moment. */
import { BlockBuilder, setU64, setUuid } from '@fastisp/core/block/builder';
import { encodeBlock } from '@fastisp/core/block/native';
import type { BlockSchema } from '@fastisp/core/block/schema';
import { type PollResult, pollResults, telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import type { PolledDevice } from './device.ts';
import { counterNumber } from './mib.ts';
import type { InterfaceReadings } from './readings.ts';

export interface FinishedBlock {
  readonly schemaId: string;
  readonly topic: string;
  readonly rows: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Rows of an interface block before it is given out; at 100 bytes a row, under 1 MB. */
const interfaceRowsMax = 8_192;
const deviceRowsMax = 2_048;
/** No row waits longer: a state is only as fresh as the block that tells it. */
export const flushAfterMs = 400;

export class BlockGatherer<S extends BlockSchema> {
  readonly builder: BlockBuilder<S>;
  private readonly deliver: (block: FinishedBlock) => void;
  private timer: NodeJS.Timeout | null = null;
  private minMs = 0;
  private maxMs = 0;

  constructor(schema: S, rowsMax: number, deliver: (block: FinishedBlock) => void) {
    this.builder = new BlockBuilder(schema, rowsMax);
    this.deliver = deliver;
  }

  /** @returns the row to write; call `commit` when it is written. */
  begin(atMs: number): number {
    if (this.builder.full) this.flush();
    if (this.builder.rows === 0) {
      this.minMs = atMs;
      this.maxMs = atMs;
      this.timer ??= setTimeout(() => this.flush(), flushAfterMs);
    }
    if (atMs < this.minMs) this.minMs = atMs;
    if (atMs > this.maxMs) this.maxMs = atMs;
    return this.builder.rows;
  }

  commit(): void {
    this.builder.rows += 1;
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { builder } = this;
    if (builder.rows === 0) return;
    const bytes = encodeBlock(builder);
    const { rows } = builder;
    builder.reset();
    this.deliver({
      schemaId: builder.schema.id,
      topic: builder.schema.topic,
      rows,
      minMs: this.minMs,
      maxMs: this.maxMs,
      bytes,
    });
  }
}

export interface DeviceRow {
  readonly atMs: number;
  readonly result: PollResult;
  readonly uptimeMs: number;
  readonly rttMs: number;
  readonly durationMs: number;
  readonly varbinds: number;
  readonly retries: number;
  readonly restarted: boolean;
}

const counters = {
  inOctets: counterNumber('inOctets'),
  outOctets: counterNumber('outOctets'),
  inPackets: counterNumber('inPackets'),
  outPackets: counterNumber('outPackets'),
  inErrors: counterNumber('inErrors'),
  outErrors: counterNumber('outErrors'),
  inDiscards: counterNumber('inDiscards'),
  outDiscards: counterNumber('outDiscards'),
};

export class TelemetryRows {
  private readonly interfaces: BlockGatherer<typeof telemetryInterfaceV1>;
  private readonly devices: BlockGatherer<typeof telemetryDeviceV1>;

  constructor(deliver: (block: FinishedBlock) => void) {
    this.interfaces = new BlockGatherer(telemetryInterfaceV1, interfaceRowsMax, deliver);
    this.devices = new BlockGatherer(telemetryDeviceV1, deviceRowsMax, deliver);
  }

  device({ spec, idWords }: PolledDevice, poll: DeviceRow): void {
    const row = this.devices.begin(poll.atMs);
    const { columns } = this.devices.builder;
    columns.tenant_id[row] = spec.tenantId;
    setUuid(columns.device_id, row, idWords);
    setU64(columns.polled_at, row, poll.atMs);
    columns.result[row] = pollResults.indexOf(poll.result);
    setU64(columns.uptime_ms, row, poll.uptimeMs);
    columns.rtt_us[row] = Math.round(poll.rttMs * 1_000);
    columns.duration_ms[row] = Math.round(poll.durationMs);
    columns.varbinds[row] = poll.varbinds;
    columns.retries[row] = poll.retries;
    columns.restarted[row] = poll.restarted ? 1 : 0;
    this.devices.commit();
  }

  interface(
    { spec, idWords }: PolledDevice,
    at: { readonly atMs: number; readonly elapsedMs: number },
    readings: InterfaceReadings,
    from: number,
    deltas: Float64Array,
  ): void {
    const row = this.interfaces.begin(at.atMs);
    const { columns } = this.interfaces.builder;
    columns.tenant_id[row] = spec.tenantId;
    setUuid(columns.device_id, row, idWords);
    columns.if_index[row] = readings.ifIndex[from] ?? 0;
    setU64(columns.polled_at, row, at.atMs);
    columns.interval_ms[row] = Math.round(at.elapsedMs);
    setU64(columns.in_octets, row, deltas[counters.inOctets] ?? 0);
    setU64(columns.out_octets, row, deltas[counters.outOctets] ?? 0);
    setU64(columns.in_packets, row, deltas[counters.inPackets] ?? 0);
    setU64(columns.out_packets, row, deltas[counters.outPackets] ?? 0);
    setU64(columns.in_errors, row, deltas[counters.inErrors] ?? 0);
    setU64(columns.out_errors, row, deltas[counters.outErrors] ?? 0);
    setU64(columns.in_discards, row, deltas[counters.inDiscards] ?? 0);
    setU64(columns.out_discards, row, deltas[counters.outDiscards] ?? 0);
    columns.oper_status[row] = readings.operStatus[from] ?? 0;
    columns.admin_status[row] = readings.adminStatus[from] ?? 0;
    setU64(columns.speed_bps, row, readings.speedOf(from));
    this.interfaces.commit();
  }

  flush(): void {
    this.interfaces.flush();
    this.devices.flush();
  }
}
