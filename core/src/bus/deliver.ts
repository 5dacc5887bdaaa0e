/**
 * One batch, from first delivery until it is done with: handled, or its records in the dead-letter topic.
 * The same for each adapter of the bus.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type BatchHandler, type BusBatch, type BusRecord, PartitionTakenError, PoisonRecordError } from './port.ts';

export interface DeliveryOptions {
  readonly handler: BatchHandler;
  /** Deliveries before all records of the batch go to the dead-letter topic. */
  readonly attemptsMax: number;
  /** Puts one record into the dead-letter topic. Called again until it resolves. */
  readonly deadLetter: (record: BusRecord, reason: string) => Promise<void>;
  /** Called for each delivery that failed. */
  readonly onFailure: (batch: BusBatch, error: unknown, attempt: number) => void;
}

const backoffMsMin = 50;
const backoffMsMax = 5_000;

/**
 * @param signal Tells the handler to give up.
 * @param closing Lets the handler finish what it has begun, but nothing that failed is tried again.
 * @returns false when the batch was not done with: a signal ended it, or its handler found another member at work.
 */
export async function deliverBatch(
  batch: BusBatch,
  options: DeliveryOptions,
  signal: AbortSignal,
  closing: AbortSignal = signal,
): Promise<boolean> {
  let { records } = batch;
  for (let attempt = 1; records.length > 0; attempt += 1) {
    if (signal.aborted) return false;
    try {
      await options.handler({ ...batch, records }, signal);
      return true;
    } catch (error) {
      if (signal.aborted || closing.aborted) return false;
      options.onFailure(batch, error, attempt);
      if (error instanceof PartitionTakenError) {
        await pause(attempt, signal);
        return false;
      }
      const poison = error instanceof PoisonRecordError ? records.find((r) => r.offset === error.offset) : undefined;
      if (poison !== undefined && error instanceof PoisonRecordError) {
        if (!(await deadLetterAll([poison], error.reason, options, signal))) return false;
        records = records.filter((record) => record !== poison);
        attempt -= 1; // the rest has not failed
      } else if (attempt >= options.attemptsMax) {
        return deadLetterAll(records, reasonOf(error, attempt), options, signal);
      } else if (!(await pause(attempt, AbortSignal.any([signal, closing])))) return false;
    }
  }
  return !signal.aborted;
}

async function deadLetterAll(
  records: readonly BusRecord[],
  reason: string,
  options: DeliveryOptions,
  signal: AbortSignal,
): Promise<boolean> {
  for (const record of records) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await options.deadLetter(record, reason);
        break;
      } catch {
        if (!(await pause(attempt, signal))) return false;
      }
    }
  }
  return true;
}

const reasonOf = (error: unknown, attempts: number): string =>
  `failed ${attempts} times: ${error instanceof Error ? error.message : String(error)}`;

async function pause(attempt: number, signal: AbortSignal): Promise<boolean> {
  const ms = Math.min(backoffMsMax, backoffMsMin * 2 ** (attempt - 1));
  try {
    await delay(ms, undefined, { signal });
    return true;
  } catch {
    return false; // only the signal ends the wait early
  }
}
