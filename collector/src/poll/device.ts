/** What a worker keeps of each device between its polls. */
import { type UuidWords, uuidWords } from '@fastisp/core/block/builder';
import { type SnmpVersion, versions } from '#snmp/ber.ts';
import { newRttEstimate, type RttEstimate } from '#snmp/rtt.ts';
import { type BulkState, newBulkState } from '#snmp/walk.ts';
import type { ClockReading } from './decide.ts';
import { commonColumns, extendedColumns, narrowColumns, type PollColumn } from './mib.ts';
import type { InterfaceReadings } from './readings.ts';

/** What to poll and how, as the main thread hands it to a worker: the community is open here. */
export interface DeviceSpec {
  readonly tenantId: number;
  readonly deviceId: string;
  /** Host name or IP address. */
  readonly address: string;
  readonly port: number;
  readonly version: '2c' | '1';
  readonly community: string;
  readonly pollIntervalMs: number;
}

export interface PolledDevice {
  readonly spec: DeviceSpec;
  readonly idWords: UuidWords;
  readonly version: SnmpVersion;
  readonly community: Uint8Array;
  readonly rtt: RttEstimate;
  readonly bulk: BulkState;
  /** Numbers of the liveness scalars that it has. */
  readonly scalars: Set<number>;
  /** Taken away or replaced by a newer specification: what its running poll finds is not told. */
  removed: boolean;
  /** The last poll was answered. Dead devices get fewer attempts. */
  answering: boolean;
  /** The readings that the next poll is compared with. */
  clock: ClockReading | null;
  readings: InterfaceReadings | null;
  columns: readonly PollColumn[];
  ifNumber: number;
  ifTableLastChange: number;
  pollsUntilFacts: number;
  pollsSinceFacts: number;
  /** Reads of facts in a row that failed: each doubles the wait for the next. */
  factsFailures: number;
  /** Digest of the facts told last; empty when none were. */
  factsDigest: string;
}

const columnsV1 = [...commonColumns, ...narrowColumns];
const columnsV2c = [...commonColumns, ...extendedColumns, ...narrowColumns];

/** What is asked for while it is not known what a device has. */
export const allColumns = (version: SnmpVersion): readonly PollColumn[] =>
  version === versions.v1 ? columnsV1 : columnsV2c;

export function newPolledDevice(spec: DeviceSpec): PolledDevice {
  const version = spec.version === '1' ? versions.v1 : versions.v2c;
  return {
    spec,
    idWords: uuidWords(spec.deviceId),
    version,
    community: Buffer.from(spec.community, 'utf8'),
    rtt: newRttEstimate(),
    bulk: newBulkState(newRttEstimate()),
    scalars: new Set(),
    removed: false,
    answering: false,
    clock: null,
    readings: null,
    columns: allColumns(version),
    ifNumber: -1,
    ifTableLastChange: -1,
    pollsUntilFacts: 0,
    pollsSinceFacts: 0,
    factsFailures: 0,
    factsDigest: '',
  };
}

/**
 * The columns worth asking for, given a reading of all: those that exist, and ifTable's 32-bit ones only where
 * some interface has nothing better.
 * @param cells How many cells each of `asked` gave.
 */
export function usefulColumns(
  asked: readonly PollColumn[],
  cells: ArrayLike<number>,
  readings: InterfaceReadings,
): readonly PollColumn[] {
  let narrowCounters = 0;
  let speedNeeded = false;
  for (let row = 0; row < readings.rows; row += 1) {
    narrowCounters |= (readings.has[row] ?? 0) & ~(readings.wide[row] ?? 0);
    if ((readings.highSpeedMbps[row] ?? 0) === 0 && (readings.speedBps[row] ?? 0) > 0) speedNeeded = true;
  }
  return asked.filter((column, number) => {
    if ((cells[number] ?? 0) === 0) return false;
    if (column.kind === 'speed') return speedNeeded;
    if (column.kind === 'counter' && !column.wide) return (narrowCounters & (1 << column.counter)) !== 0;
    return true;
  });
}
