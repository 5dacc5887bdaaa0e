/** What a node that has stopped left in its column store: rows, copies, and whether the rollups add up to them. */
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { newTestEngine } from '@fastisp/core/column-store/testing/embedded-engine';

const steps = ['1m', '5m', '1h', '1d'] as const;

export interface StoredTelemetry {
  /** Rows of `flows` that were received in [fromMs, toMs). */
  flowsReceived(fromMs: number, toMs: number): Promise<number>;
  /** Rows that are there more than once, by table. */
  copies(): Promise<Readonly<Record<string, number>>>;
  /** Raw totals, and each rollup's totals that differ from them. */
  rollups(): Promise<{ readonly raw: Totals; readonly differing: readonly string[] }>;
}

interface Totals {
  readonly flows: number;
  readonly flowBytes: string;
  readonly interfaceSamples: number;
  readonly deviceSamples: number;
}

/** Starts the engine on the node's own files, which it replays as the node's next start would, and stops it again. */
export async function readStored<T>(home: string, read: (stored: StoredTelemetry) => Promise<T>): Promise<T> {
  const { store } = newTestEngine(home);
  await store.start();
  try {
    return await read(storedIn(store));
  } finally {
    await store.stop();
  }
}

/** Each query gives one row of numbers. */
type Numbers = Readonly<Record<string, string>>;

function storedIn(store: ColumnStore): StoredTelemetry {
  const one = async (sql: string, params: Record<string, number> = {}): Promise<Numbers> =>
    (await store.query<Numbers>(sql, { params }))[0] ?? {};
  return {
    flowsReceived: async (fromMs, toMs) => {
      const { n } = await one(
        `SELECT count() AS n FROM flows WHERE received_at >= fromUnixTimestamp64Milli({fromMs:Int64})
           AND received_at < fromUnixTimestamp64Milli({toMs:Int64})`,
        { fromMs, toMs },
      );
      return Number(n);
    },
    copies: async () => {
      const { flows, interfaces, devices } = await one(copiesSql);
      return { flows: Number(flows), interface_samples: Number(interfaces), device_samples: Number(devices) };
    },
    rollups: async () => {
      const raw = await one(rawSql);
      const differing: string[] = [];
      const compare = (what: string, found: Numbers, wanted: readonly (keyof typeof raw)[]): void => {
        for (const name of wanted) {
          if (found[name] !== raw[name]) differing.push(`${what}: ${name} is ${found[name]}, not ${raw[name]}`);
        }
      };
      for (const step of steps) {
        const breakdowns = await store.query<Numbers>(
          `SELECT toString(breakdown) AS breakdown, sum(flows) AS flows, sum(bytes_unscaled) AS flow_bytes
           FROM flows_${step} GROUP BY breakdown ORDER BY breakdown`,
        );
        if (breakdowns.length !== 4) differing.push(`flows_${step} has ${breakdowns.length} breakdowns`);
        for (const row of breakdowns) compare(`flows_${step} ${row['breakdown']}`, row, ['flows', 'flow_bytes']);
        const interfaces = await one(
          `SELECT sum(samples) AS interface_samples, sum(in_octets) AS in_octets FROM interface_${step}`,
        );
        compare(`interface_${step}`, interfaces, ['interface_samples', 'in_octets']);
        const devices = await one(`SELECT sum(polls) + sum(polls_shed) AS device_samples FROM device_${step}`);
        compare(`device_${step}`, devices, ['device_samples']);
      }
      const totals = {
        flows: Number(raw['flows']),
        flowBytes: raw['flow_bytes'] ?? '',
        interfaceSamples: Number(raw['interface_samples']),
        deviceSamples: Number(raw['device_samples']),
      };
      return { raw: totals, differing };
    },
  };
}

/** The generator's flows differ from each other in some 80 random bits, so that equal rows are copies. */
const copiesSql = `
  SELECT
    (SELECT count() - uniqExact(sipHash128(exporter_address, observation_domain, src_address, dst_address, src_port,
      dst_port, in_if, out_if, started_at, ended_at, bytes, packets)) FROM flows) AS flows,
    (SELECT count() - uniqExact(device_id, if_index, polled_at) FROM interface_samples) AS interfaces,
    (SELECT count() - uniqExact(device_id, polled_at) FROM device_samples) AS devices`;

const rawSql = `
  SELECT
    (SELECT count() FROM flows) AS flows,
    (SELECT sum(bytes) FROM flows) AS flow_bytes,
    (SELECT count() FROM interface_samples) AS interface_samples,
    (SELECT sum(in_octets) FROM interface_samples) AS in_octets,
    (SELECT count() FROM device_samples) AS device_samples`;
