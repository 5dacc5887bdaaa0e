/**
 * Records of one set into rows of the block: makes room, runs the plan, writes the columns that are the same
 * for the whole set.
 */
import type { BlockBuilder } from '@fastisp/core/block/builder';
import type { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { templateFieldsMax } from '../limits.ts';
import type { PacketContext } from './context.ts';
import type { Exporter, FlowVersion } from './exporters.ts';
import { readUnsigned } from './kernels.ts';
import type { FlowPlan, ReversePlan } from './plan.ts';
import { walkRecord } from './template.ts';

export type FlowBuilder = BlockBuilder<typeof telemetryFlowV1>;

/** Who sent the set: columns that are the same in all its rows. */
export interface SetOrigin {
  readonly exporter: Exporter;
  readonly version: FlowVersion;
  readonly domain: number;
  readonly tenantId: number;
}

export interface WriteResult {
  /** Records read, whether or not there was room for them. */
  records: number;
  /** Records that became rows. */
  flows: number;
  /** A record went on past the end of the set. */
  truncated: boolean;
}

const twoTo32 = 4_294_967_296;

export class RecordWriter {
  /** Rows for the other direction of biflows; not in `flows`. */
  reverseRows = 0;
  /** Records without room: the block was full and could not be handed over. */
  shed = 0;
  private readonly builder: FlowBuilder;
  private readonly makeRoom: () => void;
  private readonly addresses: Uint32Array;
  private readonly offsets = new Int32Array(templateFieldsMax);
  private readonly widths = new Int32Array(templateFieldsMax);
  private readonly result: WriteResult = { records: 0, flows: 0, truncated: false };

  /** @param makeRoom is called with a full builder; it empties it, or leaves it full and the records are shed. */
  constructor(builder: FlowBuilder, makeRoom: () => void) {
    this.builder = builder;
    this.makeRoom = makeRoom;
    const { exporter_address: addresses } = builder.columns;
    this.addresses = new Uint32Array(addresses.buffer, addresses.byteOffset, addresses.byteLength / 4);
  }

  /** Writes all records between `at` and `end`. The result is the same object each time. */
  write(plan: FlowPlan, context: PacketContext, at: number, end: number, origin: SetOrigin): WriteResult {
    this.result.records = 0;
    this.result.flows = 0;
    this.result.truncated = false;
    if (plan.oneByOne) this.writeOneByOne(plan, context, at, end, origin);
    else this.writeRuns(plan, context, at, end, origin);
    return this.result;
  }

  /** Fixed length: as many at once as the block has room for. */
  private writeRuns(plan: FlowPlan, context: PacketContext, at: number, end: number, origin: SetOrigin): void {
    const count = Math.floor((end - at) / plan.recordBytes);
    this.result.records = count;
    this.result.truncated = count === 0 && end > at;
    for (let left = count; left > 0;) {
      const run = Math.min(left, this.room());
      if (run === 0) {
        this.shed += left;
        return;
      }
      const row = this.builder.rows;
      this.writeOrigin(context, origin, row, run);
      for (const { field, run: kernel } of plan.steps)
        kernel(context, field < 0 ? at : at + (plan.offsets[field] ?? 0), plan.recordBytes, run, row);
      this.builder.rows = row + run;
      this.result.flows += run;
      at += run * plan.recordBytes;
      left -= run;
    }
  }

  private writeOneByOne(plan: FlowPlan, context: PacketContext, at: number, end: number, origin: SetOrigin): void {
    const systemInitMs = context.systemInitMs;
    while (end - at >= plan.recordBytes) {
      const next = walkRecord(context.view, plan.fields, at, end, this.offsets, this.widths);
      if (next < 0) {
        // What is left may be padding, which has no length to be told by.
        this.result.truncated = !isZero(context.bytes, at, end);
        return;
      }
      this.result.records += 1;
      if (this.room() === 0) this.shed += 1;
      else {
        this.writeRow(plan, context, origin);
        this.result.flows += 1;
        if (plan.reverse !== null && this.hasReverse(plan.reverse, context))
          this.writeReverse(plan.reverse, context, origin);
      }
      at = next;
    }
    context.systemInitMs = systemInitMs;
    if (this.result.records === 0 && end > at) this.result.truncated = true;
  }

  private writeRow(plan: Pick<FlowPlan, 'steps'>, context: PacketContext, origin: SetOrigin): void {
    const row = this.builder.rows;
    this.writeOrigin(context, origin, row, 1);
    for (const { field, run: kernel } of plan.steps) {
      context.fieldBytes = field < 0 ? 0 : (this.widths[field] ?? 0);
      kernel(context, field < 0 ? 0 : (this.offsets[field] ?? 0), 0, 1, row);
    }
    this.builder.rows = row + 1;
  }

  private writeReverse(reverse: ReversePlan, context: PacketContext, origin: SetOrigin): void {
    if (this.room() === 0) {
      this.shed += 1;
      return;
    }
    this.writeRow(reverse, context, origin);
    this.reverseRows += 1;
  }

  private hasReverse(reverse: ReversePlan, context: PacketContext): boolean {
    return reverse.counters.some(
      (field) => readUnsigned(context.view, this.offsets[field] ?? 0, this.widths[field] ?? 0) > 0,
    );
  }

  private room(): number {
    if (this.builder.full) this.makeRoom();
    return this.builder.capacity - this.builder.rows;
  }

  private writeOrigin(context: PacketContext, origin: SetOrigin, row: number, count: number): void {
    const { columns } = this.builder;
    const end = row + count;
    const [tenants, domains, versions] = [columns.tenant_id, columns.observation_domain, columns.flow_version];
    const [rates, received, { addresses }] = [columns.sampling_rate, columns.received_at, this];
    const { tenantId, domain, version, exporter } = origin;
    const { samplingRate, receivedMs } = context;
    const [receivedLow, receivedHigh] = [receivedMs >>> 0, Math.floor(receivedMs / twoTo32)];
    const { words } = exporter;
    const [a = 0, b = 0, c = 0, d = 0] = [words[0], words[1], words[2], words[3]];
    for (let at = row; at < end; at += 1) {
      tenants[at] = tenantId;
      domains[at] = domain;
      versions[at] = version;
      rates[at] = samplingRate;
      received[2 * at] = receivedLow;
      received[2 * at + 1] = receivedHigh;
      addresses[4 * at] = a;
      addresses[4 * at + 1] = b;
      addresses[4 * at + 2] = c;
      addresses[4 * at + 3] = d;
    }
  }
}

export function isZero(bytes: Uint8Array, at: number, end: number): boolean {
  for (let from = at; from < end; from += 1) if (bytes[from] !== 0) return false;
  return true;
}
