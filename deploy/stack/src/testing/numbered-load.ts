/** Telemetry whose rows are numbered, so that a table can be compared with what the bus has acknowledged. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Bus } from '@fastisp/core/bus/port';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { flowBlock, interfaceBlock } from '@fastisp/stream/testing/blocks';

/** Rows that the bus has acknowledged, and the sum of their numbers. */
export interface Account {
  rows: number;
  sum: number;
}

const flowRowsPerBlock = 1_000;
const interfaceRowsPerBlock = 50;
/** Publishes that may be on their way: as many blocks wait for the broker when it is away. */
const publishersPerTopic = 4;
const pauseMs = 250;

export interface NumberedLoad {
  readonly flows: Account;
  readonly interfaces: Account;
  /** Resolves when the bus has acknowledged all that was begun; rejects when it refused any. */
  stop(): Promise<void>;
}

export function startNumberedLoad(bus: Bus): NumberedLoad {
  const flows: Account = { rows: 0, sum: 0 };
  const interfaces: Account = { rows: 0, sum: 0 };
  const devices = Array.from({ length: interfaceRowsPerBlock }, () => newId());
  const stopping = new AbortController();

  /** The n-th row of a topic is number n + 1, whichever publisher sends it. */
  const publisher = (topic: string, account: Account, block: NumberedBlock, numbers: { next: number }) => async () => {
    while (!stopping.signal.aborted) {
      const first = numbers.next;
      const { message, rows } = block(first);
      numbers.next += rows;
      await bus.publish(topic, [message]);
      account.rows += rows;
      account.sum += rows * first + (rows * (rows - 1)) / 2;
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const work = [
    ...many(publisher(topics.telemetryFlow.name, flows, numberedFlows, { next: 1 })),
    ...many(publisher(topics.telemetryInterface.name, interfaces, numberedPolls(devices), { next: 1 })),
  ];
  const all = Promise.all(work);
  all.catch(() => undefined); // told by `stop`
  return {
    flows,
    interfaces,
    stop: async () => {
      stopping.abort();
      await all;
    },
  };
}

type NumberedBlock = (first: number) => { message: ReturnType<typeof flowBlock>; rows: number };

const many = (work: () => Promise<void>): Promise<void>[] => Array.from({ length: publishersPerTopic }, () => work());

const numbersFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first + n);

/** The number is the flow's bytes. */
const numberedFlows: NumberedBlock = (first) => {
  const receivedAtMs = Date.now();
  const rows = numbersFrom(first, flowRowsPerBlock).map((number) => ({
    receivedAtMs,
    source: 0x0a00_0000 + (number % 5_000),
    destination: 0xc0a8_0000 + (number % 700),
    bytes: number,
  }));
  return { message: flowBlock(rows), rows: rows.length };
};

/** The number is the octets that came in. */
const numberedPolls =
  (devices: readonly string[]): NumberedBlock =>
  (first) => {
    const polledAtMs = Date.now();
    const rows = devices.map((deviceId, n) => ({ deviceId, polledAtMs, ifIndex: 1, inOctets: first + n }));
    return { message: interfaceBlock(rows), rows: rows.length };
  };
