/**
 * Several columns of a table at once, row by row.
 *
 * Each GETBULK asks for the next rows of every column that has not ended. An answer's varbinds belong to the
 * columns in turn; each carries its own index, so sparse columns stay aligned by index and never by position.
 * A column ends at the first name outside its subtree. Names must grow strictly: an agent that goes back or
 * repeats itself ends the walk (`not_increasing`), for it would go on for ever.
 *
 * Limits: `rowsMax` varbinds a column, `requestsMax` requests and `timeLimitMs` a walk; each ends it as
 * `too_long`. SNMPv1 agents have no GETBULK: one GETNEXT a row, and `noSuchName` ends the column it names.
 */
import { errorStatuses, tags, versions } from './ber.ts';
import type { VarbindReader } from './decode.ts';
import { compareOids, singlePart } from './oid.ts';
import { addRttSample, type AttemptPlan, attemptTimeoutsMs, type RttEstimate } from './rtt.ts';
import type { Reply, SnmpTarget, SnmpTransport } from './port.ts';

/** Called for each cell: which of the asked columns, its row's index, and the reader at its value. */
export type CellVisitor = (column: number, index: number, cell: VarbindReader) => void;

/** What a device taught us about how much it answers at once; kept from walk to walk. */
export interface BulkState {
  /** Rows asked for in one GETBULK. */
  repetitions: number;
  /** The most that it is worth asking for: lowered when an answer never came or was refused as too big. */
  repetitionsMax: number;
  rtt: RttEstimate;
}

export const repetitionsStart = 25;
export const repetitionsLimit = 50;
/** Growth after each answer that came at the first attempt. */
const repetitionsStep = 5;
export const newBulkState = (rtt: RttEstimate): BulkState => ({
  repetitions: repetitionsStart,
  repetitionsMax: repetitionsLimit,
  rtt,
});

export interface WalkOptions {
  readonly plan: AttemptPlan;
  readonly rowsMax: number;
  readonly requestsMax: number;
  readonly timeLimitMs: number;
  readonly monotonicMs: () => number;
}

export type WalkEnd =
  'complete' | 'timeout' | 'unreachable' | 'stopped' | 'auth' | 'not_increasing' | 'malformed' | 'refused' | 'too_long';

export interface WalkResult {
  readonly end: WalkEnd;
  readonly varbinds: number;
  readonly requests: number;
  readonly retries: number;
}

/** What one cell of an interface table takes in an answer, and what the answer takes besides. */
const cellBytes = 24;
const answerOverheadBytes = 512;

interface WalkedColumn {
  readonly number: number;
  readonly prefix: Uint8Array;
  /** The datagram that holds the last name, and where its index lies in it. */
  lastBytes: Uint8Array;
  lastStart: number;
  lastEnd: number;
  cells: number;
  ended: boolean;
}

const nothing = new Uint8Array(0);

export async function walkColumns(
  transport: SnmpTransport,
  target: SnmpTarget,
  prefixes: readonly Uint8Array[],
  bulk: BulkState,
  visit: CellVisitor,
  options: WalkOptions,
): Promise<WalkResult> {
  const walk = new ColumnWalk(transport, target, prefixes, bulk, visit, options);
  return walk.run();
}

class ColumnWalk {
  private readonly transport: SnmpTransport;
  private readonly target: SnmpTarget;
  private readonly bulk: BulkState;
  private readonly visit: CellVisitor;
  private readonly options: WalkOptions;
  private open: WalkedColumn[];
  private varbinds = 0;
  private requests = 0;
  private retries = 0;

  constructor(
    transport: SnmpTransport,
    target: SnmpTarget,
    prefixes: readonly Uint8Array[],
    bulk: BulkState,
    visit: CellVisitor,
    options: WalkOptions,
  ) {
    this.transport = transport;
    this.target = target;
    this.bulk = bulk;
    this.visit = visit;
    this.options = options;
    this.open = prefixes.map((prefix, number) => ({
      number,
      prefix,
      lastBytes: nothing,
      lastStart: 0,
      lastEnd: 0,
      cells: 0,
      ended: false,
    }));
  }

  async run(): Promise<WalkResult> {
    const { bulk, options } = this;
    const deadlineMs = options.monotonicMs() + options.timeLimitMs;
    let attempt = 0;
    let end: WalkEnd | null = null;
    while (end === null && this.open.length > 0) {
      if (this.requests >= options.requestsMax || options.monotonicMs() > deadlineMs) {
        end = 'too_long';
        break;
      }
      const timeoutsMs = attemptTimeoutsMs(options.plan, bulk.rtt);
      const reply = await this.ask(timeoutsMs[attempt] ?? options.plan.timeoutMs);
      if (reply.kind === 'failed' && reply.reason === 'timeout' && attempt < options.plan.retries) {
        attempt += 1;
        this.retries += 1;
        this.askForLess();
        continue;
      }
      end = this.take(reply);
      if (end === null) {
        if (attempt === 0 && bulk.repetitions < bulk.repetitionsMax) {
          bulk.repetitions = Math.min(bulk.repetitions + repetitionsStep, bulk.repetitionsMax);
        }
        attempt = 0;
      }
    }
    // A loss long ago must not keep a device slow for ever.
    if (end === null && this.retries === 0) bulk.repetitionsMax = Math.min(bulk.repetitionsMax + 1, repetitionsLimit);
    return {
      end: end ?? 'complete',
      varbinds: this.varbinds,
      requests: this.requests,
      retries: this.retries,
    };
  }

  private ask(timeoutMs: number): Promise<Reply> {
    const { bulk, target, open } = this;
    this.requests += 1;
    const bulkable = target.version !== versions.v1;
    const rows = bulkable ? bulk.repetitions : 1;
    return this.transport.request(target, {
      pdu: bulkable ? tags.getBulkRequest : tags.getNextRequest,
      maxRepetitions: bulkable ? rows : 0,
      timeoutsMs: [timeoutMs],
      answerBytes: answerOverheadBytes + rows * open.length * cellBytes,
      write: (encoder) => {
        for (let i = open.length - 1; i >= 0; i -= 1) {
          const column = open[i];
          if (column === undefined) continue;
          encoder.varbind(column.prefix, column.lastBytes.subarray(column.lastStart, column.lastEnd));
        }
      },
    });
  }

  private askForLess(): void {
    const { bulk } = this;
    bulk.repetitions = Math.max(1, bulk.repetitions >> 1);
    bulk.repetitionsMax = Math.max(1, Math.min(bulk.repetitionsMax, bulk.repetitions * 2 - 1));
  }

  /** @returns null to go on, otherwise how the walk ends. */
  private take(reply: Reply): WalkEnd | null {
    if (reply.kind === 'failed') return reply.reason;
    addRttSample(this.bulk.rtt, reply.rttMs);
    if (reply.errorStatus !== errorStatuses.noError) return this.takeError(reply.errorStatus, reply.errorIndex);
    const end = this.takeCells(reply.varbinds);
    this.open = this.open.filter((column) => !column.ended);
    return end;
  }

  private takeError(errorStatus: number, errorIndex: number): WalkEnd | null {
    switch (errorStatus) {
      case errorStatuses.tooBig: {
        if (this.bulk.repetitions === 1) return 'refused';
        this.askForLess();
        return null;
      }
      case errorStatuses.noSuchName:
      case errorStatuses.genErr: {
        // v1: the named column is at the end of the MIB. Some agents give no index: then nothing can go on.
        const ended = this.open.length === 1 ? 0 : errorIndex - 1;
        if (this.open[ended] === undefined) return 'refused';
        this.open = this.open.filter((_, i) => i !== ended);
        return null;
      }
      case errorStatuses.authorizationError:
      case errorStatuses.noAccess:
        return 'auth';
      default:
        return 'refused';
    }
  }

  private takeCells(cells: VarbindReader): WalkEnd | null {
    const { open, options } = this;
    const columnCount = open.length;
    let turn = 0;
    let progressed = false;
    while (cells.next()) {
      const column = open[turn];
      turn = turn + 1 === columnCount ? 0 : turn + 1;
      this.varbinds += 1;
      if (column === undefined || column.ended) continue;
      if (cells.absent || !cells.startsWith(column.prefix)) {
        column.ended = true;
        progressed = true;
        continue;
      }
      const start = cells.oidStart + column.prefix.length;
      const order = compareOids(column.lastBytes, column.lastStart, column.lastEnd, cells.bytes, start, cells.oidEnd);
      if (order >= 0) return 'not_increasing';
      column.lastBytes = cells.bytes;
      column.lastStart = start;
      column.lastEnd = cells.oidEnd;
      column.cells += 1;
      if (column.cells > options.rowsMax) return 'too_long';
      progressed = true;
      // Rows with an index of several parts are not of an interface table.
      const index = singlePart(cells.bytes, start, cells.oidEnd);
      if (index >= 0) this.visit(column.number, index, cells);
    }
    if (cells.malformed) return 'malformed';
    return progressed ? null : 'refused';
  }
}
