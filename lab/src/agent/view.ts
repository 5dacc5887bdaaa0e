import type { Meter } from '#network/meter.ts';
import { type DeviceState, frameOverheadBytes, type InterfaceState } from '#network/world.ts';
import { type Oid, parseOid } from './ber.ts';

export const gauge32Max = 0xffff_ffff;

/** Above this a sum of doubles could lose an octet, so counters continue as bigints. */
const exactMax = 2 ** 52;

/** One interface with its counters as of the last refresh. */
export interface AgentRow {
  readonly port: InterfaceState;
  readAtMs: number;
  inOctets: number | bigint;
  outOctets: number | bigint;
  inPackets: number;
  outPackets: number;
  inErrors: number;
}

/** The router as its agent sees it. */
export class AgentView {
  readonly device: DeviceState;
  readonly rows: readonly AgentRow[];
  readonly sysObjectId: Oid;
  readonly #rowByIfIndex: ReadonlyMap<number, number>;

  constructor(device: DeviceState) {
    this.device = device;
    this.sysObjectId = parseOid(device.plan.model.sysObjectId);
    const ports = device.interfaces.toSorted((a, b) => a.plan.ifIndex - b.plan.ifIndex);
    this.rows = ports.map((port) => ({
      port,
      readAtMs: Number.NaN,
      inOctets: 0,
      outOctets: 0,
      inPackets: 0,
      outPackets: 0,
      inErrors: 0,
    }));
    this.#rowByIfIndex = new Map(ports.map((port, index) => [port.plan.ifIndex, index]));
  }

  rowIndexOf(ifIndex: number): number {
    return this.#rowByIfIndex.get(ifIndex) ?? -1;
  }

  /** Index of the first row whose ifIndex is greater; `rows.length` when none is. */
  firstRowAfter(ifIndex: number): number {
    const exact = this.#rowByIfIndex.get(ifIndex);
    if (exact !== undefined) return exact + 1;
    const found = this.rows.findIndex((row) => row.port.plan.ifIndex > ifIndex);
    return found < 0 ? this.rows.length : found;
  }

  uptimeTicks(nowMs: number): number {
    return this.ticksAt(nowMs);
  }

  /** sysUpTime at an instant, hundredths of a second modulo 2^32; 0 for what lies before the start. */
  ticksAt(atMs: number): number {
    return wrap32(Math.max(0, Math.floor((atMs - this.device.bootMs) / 10)));
  }

  /** The row with its counters at `nowMs`; several columns asked for at one instant share the work. */
  row(index: number, nowMs: number): AgentRow {
    const row = this.rows[index];
    if (row === undefined) throw new Error(`no row ${index}`);
    if (row.readAtMs !== nowMs) refresh(row, nowMs);
    return row;
  }
}

function refresh(row: AgentRow, nowMs: number): void {
  const { port } = row;
  row.readAtMs = nowMs;
  const inPackets = packetsSince(port.received, port.atBoot.received.packets, nowMs);
  const outPackets = packetsSince(port.sent, port.atBoot.sent.packets, nowMs);
  row.inPackets = port.start.inPackets + inPackets;
  row.outPackets = port.start.outPackets + outPackets;
  row.inOctets = addOctets(
    port.start.inOctets,
    octetsSince(port.received, port.atBoot.received.bytes, inPackets, nowMs),
  );
  row.outOctets = addOctets(port.start.outOctets, octetsSince(port.sent, port.atBoot.sent.bytes, outPackets, nowMs));
  row.inErrors = Math.floor((row.inPackets * port.plan.errorsPerMillion) / 1_000_000);
}

function packetsSince(meter: Meter | null, atBoot: number, nowMs: number): number {
  return meter === null ? 0 : Math.max(0, Math.floor(meter.packetsAt(nowMs) - atBoot));
}

function octetsSince(meter: Meter | null, atBoot: number, packets: number, nowMs: number): number {
  if (meter === null) return 0;
  return Math.max(0, Math.floor(meter.bytesAt(nowMs) - atBoot)) + packets * frameOverheadBytes;
}

function addOctets(start: number | bigint, growth: number): number | bigint {
  if (typeof start === 'number' && start + growth < exactMax) return start + growth;
  return BigInt.asUintN(64, BigInt(start) + BigInt(growth));
}

/** The low 32 bits, as a Counter32 shows them. */
export function wrap32(value: number | bigint): number {
  return typeof value === 'bigint' ? Number(BigInt.asUintN(32, value)) : value % 0x1_0000_0000;
}
