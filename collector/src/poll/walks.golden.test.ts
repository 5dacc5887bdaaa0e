/**
 * Every recorded walk of a real device, served over UDP and polled: the ports, with their names, speeds and
 * counters, are those that an established poller (LibreNMS) found in the same walk.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getU64 } from '@fastisp/core/block/builder';
import type { DiscoveredInterface } from '@fastisp/core/contracts/discovery-device.v1';
import { sharedData } from '@fastisp/core/testing/shared-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SnmprecAgent } from '../testing/snmprec-agent.ts';
import { readSnmprec } from '../testing/snmprec.ts';
import { PollHarness } from '../testing/poll-harness.ts';
import { counterCount, type counterNames, counterNumber } from './mib.ts';
import type { InterfaceReadings } from './readings.ts';

interface OraclePort {
  readonly ifIndex: number;
  readonly ifName: string | null;
  readonly ifDescr: string | null;
  readonly ifAlias: string | null;
  readonly ifSpeed: number | null;
  readonly ifPhysAddress: string | null;
  readonly ifOperStatus: string | null;
  readonly ifInOctets: number | null;
  readonly ifOutOctets: number | null;
  readonly ifInUcastPkts: number | null;
  readonly ifOutUcastPkts: number | null;
  readonly ifInErrors: number | null;
  readonly ifOutErrors: number | null;
}

interface Oracle {
  readonly ports?: { discovery?: { ports?: OraclePort[] }; poller?: { ports?: OraclePort[] } | string };
}

const folder = sharedData('walks');
const walks = folder === null ? [] : readdirSync(folder).filter((file) => file.endsWith('.snmprec'));

/** Where LibreNMS says something that IF-MIB does not: what differs, and why. */
const rewritten: Readonly<
  Record<string, { readonly ports?: readonly number[]; readonly fields: RegExp; why: string }>
> = {
  'airos-af-ltu_1.4.0': { ports: [2], fields: /./, why: 'the radio port is filled from UBNT-AFLTU-MIB' },
  'airos-af': {
    ports: [3],
    fields: /octets|packets|errors/i,
    why: 'counters of the radio port are from UBNT-AirFIBER-MIB',
  },
  edgeosolt: {
    fields: /^missing 10\d\d$/,
    why: 'the ports of the OLT are made from UI-OLT-MIB and are not in ifTable',
  },
  pmp_450: { fields: /speed/, why: 'ifHighSpeed 0 is taken for no speed; RFC 2863 says that ifSpeed then holds it' },
  tachyon: { fields: /^missing 100[12]$/, why: 'two links of the radio are made into ports from TACHYON-MIB' },
};

const countersCompared = [
  ['ifInOctets', 'inOctets'],
  ['ifOutOctets', 'outOctets'],
  ['ifInUcastPkts', 'inPackets'],
  ['ifOutUcastPkts', 'outPackets'],
  ['ifInErrors', 'inErrors'],
  ['ifOutErrors', 'outErrors'],
] as const;

describe.skipIf(folder === null)(
  `recorded walks${folder === null ? ' (skipped: ../shared/walks is absent)' : ''}`,
  () => {
    let harness: PollHarness;
    let portsCompared = 0;
    beforeAll(async () => {
      harness = await PollHarness.start();
    });
    afterAll(() => harness.stop());

    test.each(walks)('%s', async (file) => {
      const path = join(folder ?? '', file);
      const agent = await SnmprecAgent.start({ table: readSnmprec(path), community: 'public' });
      try {
        const device = harness.device({ port: agent.port, community: 'public' });
        expect(await harness.poller.poll(device)).toBe('ok');
        const oracle = oraclePorts(path);
        portsCompared += oracle.length;
        const found = harness.facts.get(device.spec.deviceId)?.interfaces ?? [];
        const differences = oracle.flatMap((port) => differencesOf(port, found, device.readings));
        const known = rewritten[file.replace(/\.snmprec$/, '')];
        const unexplained = differences.filter(
          ({ ifIndex, field }) =>
            known === undefined || !known.fields.test(field) || known.ports?.includes(ifIndex) === false,
        );
        expect(unexplained).toEqual([]);
        // An exception that is no longer one must go.
        if (known !== undefined) expect(differences.length).toBeGreaterThan(0);
      } finally {
        await agent.stop();
      }
    });

    test('the oracle has ports to compare with', () => {
      expect(portsCompared).toBeGreaterThan(1_400);
    });
  },
);

interface Difference {
  readonly ifIndex: number;
  readonly field: string;
  readonly theirs?: unknown;
  readonly ours?: unknown;
}

function differencesOf(
  port: OraclePort,
  found: readonly DiscoveredInterface[],
  readings: InterfaceReadings | null,
): Difference[] {
  const { ifIndex } = port;
  const ours = found.find((candidate) => candidate.ifIndex === ifIndex);
  if (ours === undefined) return [{ ifIndex, field: `missing ${ifIndex}` }];
  const pairs: [field: string, theirs: unknown, ours: unknown][] = [
    ['name', port.ifName ?? port.ifDescr, ours.name],
    ['speed', port.ifSpeed ?? 0, ours.speedBps],
    ['mac', port.ifPhysAddress ?? '', ours.macAddress.replaceAll(':', '')],
    ...countersCompared.map(([theirs, name]): [string, unknown, unknown] => [
      name,
      port[theirs] ?? 0,
      counterOf(readings, ifIndex, name),
    ]),
  ];
  return pairs
    .filter(([, theirs, mine]) => theirs !== mine)
    .map(([field, theirs, mine]) => ({ ifIndex, field, theirs, ours: mine }));
}

function oraclePorts(walkPath: string): readonly OraclePort[] {
  let oracle: Oracle;
  try {
    oracle = JSON.parse(readFileSync(walkPath.replace(/\.snmprec$/, '.json'), 'utf8')) as Oracle; // LibreNMS's own format
  } catch {
    return [];
  }
  const polled = typeof oracle.ports?.poller === 'object' ? oracle.ports.poller.ports : undefined;
  return polled ?? oracle.ports?.discovery?.ports ?? [];
}

function counterOf(readings: InterfaceReadings | null, ifIndex: number, name: (typeof counterNames)[number]): number {
  const row = readings?.find(ifIndex, 0) ?? -1;
  return readings === null || row < 0 ? 0 : getU64(readings.counters, row * counterCount + counterNumber(name));
}
