/** What a device says of itself, read seldom: its system group and the names of its interfaces. */
import { modelOf } from '@fastisp/core/device/model';
import type { DiscoveredInterface, DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import type { VarbindReader } from '#snmp/decode.ts';
import { getScalars } from '#snmp/get.ts';
import type { AttemptPlan, RttEstimate } from '#snmp/rtt.ts';
import type { SnmpTarget, SnmpTransport } from '#snmp/port.ts';
import { type BulkState, walkColumns, type WalkEnd, type WalkOptions } from '#snmp/walk.ts';
import { type FactScalar, factScalars, type NameColumn, nameColumns } from './mib.ts';
import { interfaceSpeedBps, statusOf } from './readings.ts';
import { cleanText, macAddressOf } from './text.ts';

export type DeviceFacts = Omit<DiscoveryDeviceV1['data'], 'deviceId'>;

/** Most interfaces of one device that are told on (the contract's own limit); the rest is left out. */
export const interfacesMax = 65_536;

/** An agent that goes back in a column does so each time: what came before that is still its answer. */
const usableEnds: ReadonlySet<WalkEnd> = new Set(['complete', 'not_increasing', 'refused']);

const factOids = factScalars.map((scalar) => scalar.oid);
const nameOids = nameColumns.map((column) => column.oid);

/** Five texts of up to 255 bytes. */
const scalarsBytes = 2_048;

export interface FactsRead {
  /** null when the device did not tell everything: half an answer would look like a change. */
  readonly facts: DeviceFacts | null;
  readonly varbinds: number;
  readonly retries: number;
}

interface FactsOptions {
  readonly plan: AttemptPlan;
  readonly rtt: RttEstimate;
  readonly bulk: BulkState;
  readonly walk: WalkOptions;
}

export async function readFacts(
  transport: SnmpTransport,
  target: SnmpTarget,
  options: FactsOptions,
): Promise<FactsRead> {
  const scalars: Record<FactScalar, string> = {
    sysDescr: '',
    sysObjectId: '',
    sysContact: '',
    sysName: '',
    sysLocation: '',
  };
  const got = await getScalars(
    transport,
    target,
    factOids,
    new Set(factOids.keys()),
    (number, value) => {
      const scalar = factScalars[number];
      if (scalar !== undefined) scalars[scalar.name] = textOf(value);
    },
    { ...options, answerBytes: scalarsBytes },
  );
  if (got.end !== 'complete') return { facts: null, varbinds: got.varbinds, retries: got.retries };

  const table = new NameTable();
  const walked = await walkColumns(
    transport,
    target,
    nameOids,
    options.bulk,
    (column, index, cell) => table.set(nameColumns[column]?.name, index, cell),
    options.walk,
  );
  const read = { varbinds: got.varbinds + walked.varbinds, retries: got.retries + walked.retries };
  if (!usableEnds.has(walked.end)) return { facts: null, ...read };
  const model = modelOf(scalars.sysDescr, scalars.sysObjectId);
  return { facts: { ...scalars, model, interfaces: table.interfaces() }, ...read };
}

function textOf(value: VarbindReader): string {
  const octets = value.octets();
  return octets === null ? (value.oidText() ?? '') : cleanText(octets);
}

type NamedInterface = { -readonly [K in keyof DiscoveredInterface]: DiscoveredInterface[K] } & {
  ifSpeedBps: number;
  highSpeedMbps: number;
};

class NameTable {
  private readonly byIndex = new Map<number, NamedInterface>();

  set(column: NameColumn | undefined, ifIndex: number, cell: VarbindReader): void {
    const row = this.byIndex.get(ifIndex) ?? this.add(ifIndex);
    switch (column) {
      case undefined:
        return;
      case 'name':
        row.name = textOf(cell);
        return;
      case 'description':
        row.description = textOf(cell);
        return;
      case 'alias':
        row.alias = textOf(cell);
        return;
      case 'physAddress':
        row.macAddress = macAddressOf(cell.octets() ?? new Uint8Array(0));
        return;
      case 'type':
        row.type = Math.max(0, cell.unsigned32());
        return;
      case 'adminStatus':
        row.adminStatus = statusOf(Math.max(0, cell.unsigned32()));
        return;
      case 'operStatus':
        row.operStatus = statusOf(Math.max(0, cell.unsigned32()));
        return;
      case 'speed':
        row.ifSpeedBps = Math.max(0, cell.unsigned32());
        return;
      case 'highSpeed':
        row.highSpeedMbps = Math.max(0, cell.unsigned32());
        return;
    }
  }

  private add(ifIndex: number): NamedInterface {
    const row: NamedInterface = {
      ifIndex,
      name: '',
      description: '',
      alias: '',
      type: 0,
      speedBps: 0,
      macAddress: '',
      adminStatus: 0,
      operStatus: 0,
      ifSpeedBps: 0,
      highSpeedMbps: 0,
    };
    this.byIndex.set(ifIndex, row);
    return row;
  }

  interfaces(): DiscoveredInterface[] {
    return [...this.byIndex.values()]
      .toSorted((a, b) => a.ifIndex - b.ifIndex)
      .slice(0, interfacesMax)
      .map(({ ifSpeedBps, highSpeedMbps, ...row }) => ({
        ...row,
        name: row.name || row.description || String(row.ifIndex),
        speedBps: interfaceSpeedBps(ifSpeedBps, highSpeedMbps),
      }));
  }
}
