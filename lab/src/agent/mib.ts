/**
 * What a router says about itself: SNMPv2-MIB system, IF-MIB ifTable and ifXTable (RFC 2863), and the engine's
 * clock. Nothing is stored per object: a column knows its OID and how to write one row's value at an instant.
 */
import { type BerWriter, type Oid, parseOid, tags } from './ber.ts';
import { type AgentRow, type AgentView, gauge32Max, wrap32 } from './view.ts';

interface MibColumn {
  readonly prefix: Oid;
  /** Rows are interfaces by ifIndex; otherwise the one instance is 0. */
  readonly perInterface: boolean;
  /** SNMPv1 has no such type and skips the column (RFC 2576). */
  readonly isCounter64: boolean;
  write(writer: BerWriter, view: AgentView, row: AgentRow, nowMs: number): void;
}

type Write = (writer: BerWriter, row: AgentRow, view: AgentView, nowMs: number) => void;

function scalar(oid: string, write: (writer: BerWriter, view: AgentView, nowMs: number) => void): MibColumn {
  return {
    prefix: parseOid(oid),
    perInterface: false,
    isCounter64: false,
    write: (writer, view, _row, nowMs) => write(writer, view, nowMs),
  };
}

function column(oid: string, write: Write, isCounter64 = false): MibColumn {
  return {
    prefix: parseOid(oid),
    perInterface: true,
    isCounter64,
    write: (writer, view, row, nowMs) => write(writer, row, view, nowMs),
  };
}

const system = '1.3.6.1.2.1.1';
const ifEntry = '1.3.6.1.2.1.2.2.1';
const ifXEntry = '1.3.6.1.2.1.31.1.1.1';
const engine = '1.3.6.1.6.3.10.2.1';

const counter32 =
  (value: (row: AgentRow) => number | bigint): Write =>
  (writer, row) =>
    writer.integer(tags.counter32, wrap32(value(row)));
const counter64 = (oid: string, value: (row: AgentRow) => number | bigint): MibColumn =>
  column(
    oid,
    (writer, row) => {
      const count = value(row);
      if (typeof count === 'bigint') writer.counter64(count);
      else writer.integer(tags.counter64, count);
    },
    true,
  );
const none = (): number => 0;

const systemColumns = [
  scalar(`${system}.1`, (writer, view) => writer.text(view.device.plan.model.sysDescr)),
  scalar(`${system}.2`, (writer, view) => writer.oid(view.sysObjectId, null)),
  scalar(`${system}.3`, (writer, view, nowMs) => writer.integer(tags.timeTicks, view.uptimeTicks(nowMs))),
  scalar(`${system}.4`, (writer, view) => writer.text(view.device.plan.contact)),
  scalar(`${system}.5`, (writer, view) => writer.text(view.device.plan.name)),
  scalar(`${system}.6`, (writer, view) => writer.text(view.device.plan.location)),
  scalar(`${system}.7`, (writer) => writer.integer(tags.integer, 78)),
  scalar('1.3.6.1.2.1.2.1', (writer, view) => writer.integer(tags.integer, view.rows.length)),
];

const ifTableColumns = [
  column(`${ifEntry}.1`, (writer, row) => writer.integer(tags.integer, row.port.plan.ifIndex)),
  column(`${ifEntry}.2`, (writer, row) => writer.text(row.port.plan.name)),
  column(`${ifEntry}.3`, (writer, row) => writer.integer(tags.integer, row.port.plan.type)),
  column(`${ifEntry}.4`, (writer, row) => writer.integer(tags.integer, row.port.plan.mtu)),
  column(`${ifEntry}.5`, (writer, row) => {
    writer.integer(tags.gauge32, Math.min(row.port.plan.speedBps, gauge32Max));
  }),
  column(`${ifEntry}.6`, (writer, row) => writer.bytes(tags.octetString, row.port.plan.mac)),
  column(`${ifEntry}.7`, (writer, row) => writer.integer(tags.integer, row.port.adminUp ? 1 : 2)),
  column(`${ifEntry}.8`, (writer, row) => writer.integer(tags.integer, row.port.operUp ? 1 : 2)),
  column(`${ifEntry}.9`, (writer, row, view) => {
    writer.integer(tags.timeTicks, view.ticksAt(row.port.lastChangeMs));
  }),
  column(
    `${ifEntry}.10`,
    counter32((row) => row.inOctets),
  ),
  column(
    `${ifEntry}.11`,
    counter32((row) => row.inPackets),
  ),
  column(`${ifEntry}.13`, counter32(none)),
  column(
    `${ifEntry}.14`,
    counter32((row) => row.inErrors),
  ),
  column(
    `${ifEntry}.16`,
    counter32((row) => row.outOctets),
  ),
  column(
    `${ifEntry}.17`,
    counter32((row) => row.outPackets),
  ),
  column(`${ifEntry}.19`, counter32(none)),
  column(`${ifEntry}.20`, counter32(none)),
];

const ifXTableColumns = [
  column(`${ifXEntry}.1`, (writer, row) => writer.text(row.port.plan.name)),
  column(`${ifXEntry}.2`, counter32(none)),
  column(`${ifXEntry}.3`, counter32(none)),
  column(`${ifXEntry}.4`, counter32(none)),
  column(`${ifXEntry}.5`, counter32(none)),
  counter64(`${ifXEntry}.6`, (row) => row.inOctets),
  counter64(`${ifXEntry}.7`, (row) => row.inPackets),
  counter64(`${ifXEntry}.8`, none),
  counter64(`${ifXEntry}.9`, none),
  counter64(`${ifXEntry}.10`, (row) => row.outOctets),
  counter64(`${ifXEntry}.11`, (row) => row.outPackets),
  counter64(`${ifXEntry}.12`, none),
  counter64(`${ifXEntry}.13`, none),
  column(`${ifXEntry}.14`, (writer) => writer.integer(tags.integer, 1)),
  column(`${ifXEntry}.15`, (writer, row) => {
    writer.integer(tags.gauge32, Math.round(row.port.plan.speedBps / 1_000_000));
  }),
  column(`${ifXEntry}.16`, (writer) => writer.integer(tags.integer, 2)),
  column(`${ifXEntry}.17`, (writer, row) => writer.integer(tags.integer, row.port.plan.mac.length > 0 ? 1 : 2)),
  column(`${ifXEntry}.18`, (writer, row) => writer.text(row.port.plan.alias)),
  column(`${ifXEntry}.19`, (writer) => writer.integer(tags.timeTicks, 0)),
];

const lastColumns = [
  scalar('1.3.6.1.2.1.31.1.5', (writer) => writer.integer(tags.timeTicks, 0)),
  scalar(`${engine}.2`, (writer) => writer.integer(tags.integer, 1)),
  scalar(`${engine}.3`, (writer, view, nowMs) => {
    writer.integer(tags.integer, Math.floor((nowMs - view.device.bootMs) / 1_000));
  }),
];

/** In OID order, which the search below relies on. */
const columns: readonly MibColumn[] = [...systemColumns, ...ifTableColumns, ...ifXTableColumns, ...lastColumns];

/** A place in the view: a column and a row of it. */
export interface Place {
  readonly column: MibColumn;
  readonly columnIndex: number;
  readonly rowIndex: number;
}

/** The object itself, or what is missing. */
export function findExact(view: AgentView, oid: Oid): Place | 'noSuchObject' | 'noSuchInstance' {
  const columnIndex = lastColumnNotAfter(oid);
  const found = columns[columnIndex];
  if (found === undefined || !startsWith(oid, found.prefix)) return 'noSuchObject';
  const instance = oid[found.prefix.length];
  if (instance === undefined || oid.length !== found.prefix.length + 1) return 'noSuchInstance';
  const rowIndex = found.perInterface ? view.rowIndexOf(instance) : instance === 0 ? 0 : -1;
  return rowIndex < 0 ? 'noSuchInstance' : { column: found, columnIndex, rowIndex };
}

/** The first object after `oid` in lexicographic order, null at the end of the view. */
export function findNext(view: AgentView, oid: Oid): Place | null {
  const columnIndex = lastColumnNotAfter(oid);
  const found = columns[columnIndex];
  if (found === undefined) return placeAt(view, 0, 0);
  if (!startsWith(oid, found.prefix)) return placeAt(view, columnIndex + 1, 0);
  const instance = oid[found.prefix.length];
  if (instance === undefined) return placeAt(view, columnIndex, 0);
  return placeAt(view, columnIndex, found.perInterface ? view.firstRowAfter(instance) : 1);
}

/** The object after a place. */
export function nextPlace(view: AgentView, place: Place): Place | null {
  return placeAt(view, place.columnIndex, place.rowIndex + 1);
}

export function instanceOf(view: AgentView, place: Place): number {
  return place.column.perInterface ? (view.rows[place.rowIndex]?.port.plan.ifIndex ?? 0) : 0;
}

function placeAt(view: AgentView, columnIndex: number, rowIndex: number): Place | null {
  for (let c = columnIndex, r = rowIndex; ; c++, r = 0) {
    const found = columns[c];
    if (found === undefined) return null;
    if (r < (found.perInterface ? view.rows.length : 1)) return { column: found, columnIndex: c, rowIndex: r };
  }
}

/** Index of the last column whose prefix is not after `oid`; -1 when all are. */
function lastColumnNotAfter(oid: Oid): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePrefix(columns[middle]?.prefix ?? [], oid) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function comparePrefix(prefix: Oid, oid: Oid): number {
  for (let i = 0; i < prefix.length; i++) {
    const arc = oid[i];
    if (arc === undefined) return 1;
    const difference = (prefix[i] ?? 0) - arc;
    if (difference !== 0) return difference;
  }
  return 0;
}

function startsWith(oid: Oid, prefix: Oid): boolean {
  return comparePrefix(prefix, oid) === 0;
}
