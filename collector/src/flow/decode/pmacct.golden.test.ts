/** The recorded packets of pmacct's own tests against the JSON that nfacctd made of them. */
import { sharedData } from '@fastisp/core/testing/shared-data';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestDecoder, exportTimeMs, type FlowRow } from '../testing/collect.ts';
import { readPcap } from '../testing/pcap.ts';

interface PmacctFlow {
  readonly ip_src: string;
  readonly ip_dst: string;
  readonly port_src: number;
  readonly port_dst: number;
  readonly iface_in: number;
  readonly iface_out: number;
  readonly tos: number;
  readonly packets: number;
  readonly bytes: number;
}

const shared = sharedData('flows');
const folder = join(shared ?? '', 'pmacct/tests');
const cases = shared === null ? [] : readdirSync(folder).toSorted();

/** nfacctd adds records with the same key up, and multiplies by the sampling rate. */
function sums<T>(records: readonly T[], keyOf: (record: T) => string, countsOf: (record: T) => [number, number]) {
  const result: Record<string, [packets: number, bytes: number]> = {};
  for (const record of records) {
    const [packets, bytes] = countsOf(record);
    const sum = (result[keyOf(record)] ??= [0, 0]);
    sum[0] += packets;
    sum[1] += bytes;
  }
  return result;
}

const rowKey = (row: FlowRow): string =>
  [row.source, row.destination, row.sourcePort, row.destinationPort, row.inIf, row.outIf, row.tos].join(' ');
const pmacctKey = (flow: PmacctFlow): string =>
  [flow.ip_src, flow.ip_dst, flow.port_src, flow.port_dst, flow.iface_in, flow.iface_out, flow.tos].join(' ');

describe.skipIf(shared === null)('captures of pmacct (skipped when ../shared/flows is absent)', () => {
  it.each(cases)('%s', (name) => {
    const test = createTestDecoder();
    const captures = readdirSync(join(folder, name)).filter((file) => file.endsWith('.pcap'));
    for (const capture of captures.toSorted()) {
      for (const { payload, source, sourcePort } of readPcap(join(folder, name, capture)))
        test.decoder.decode(payload, source, sourcePort, exportTimeMs(payload));
    }
    const lines = readFileSync(join(folder, name, 'output-flow-00.json'), 'utf8')
      .trim()
      .split('\n');
    const expected = lines.map((line) => JSON.parse(line) as PmacctFlow); // nfacctd's own format
    const ours = sums(test.rows(), rowKey, ({ packets, bytes, samplingRate }) => [
      packets * samplingRate,
      bytes * samplingRate,
    ]);
    expect(ours).toEqual(sums(expected, pmacctKey, ({ packets, bytes }) => [packets, bytes]));
  });

  it('keeps the names that options announce', () => {
    const test = createTestDecoder();
    const capture = join(folder, '112-IPFIXv10-CISCO-options-map-reassignment/traffic-00.pcap');
    for (const { payload, source, sourcePort } of readPcap(capture))
      test.decoder.decode(payload, source, sourcePort, exportTimeMs(payload));
    const [exporter] = test.decoder.table.exporters.values();
    // It was TenGigE0_0_0_16.121, and the VRF A2_TEST_1, before both were reassigned.
    expect(exporter?.names.interface.get(167)?.name).toBe('TenGigE0_0_0_16.100');
    expect(exporter?.names.vrf.get(1_610_612_740)?.name).toBe('A2_TEST_0');
  });
});
