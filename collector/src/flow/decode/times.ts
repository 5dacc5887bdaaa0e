/**
 * Kernels for the times of a flow. Exporters have eight ways to say when it began; all end up as
 * milliseconds since the epoch, moved by `shiftMs` when the exporter's clock is far off ours.
 */
import { getU64, setU64 } from '@fastisp/core/block/builder';
import type { PacketContext } from './context.ts';
import { type FieldKernel, readUnsigned } from './kernels.ts';

const twoTo32 = 4_294_967_296;
/** Seconds from 1900 (NTP, RFC 5905) to 1970. */
const ntpToUnixS = 2_208_988_800;
/** Half of what 32 bits of milliseconds hold: as far from the export time as an uptime can point. */
const plausibleMs = 2_147_483_648;

/** How a time field is encoded. The number of a NTP second decides between RFC 7011's form and plain Unix time. */
export type TimeEncoding =
  | 'uptime_ms' // relative to the exporter's start
  | 'unix_s'
  | 'unix_ms'
  | 'ntp_us' // RFC 7011 dateTimeMicroseconds; some send Unix microseconds instead
  | 'ntp_ns'
  | 'before_export_us'; // how long before the export

/** Writes a time, or the export time in place of one that cannot be true (an unset clock, a damaged record). */
function put(column: Uint32Array, row: number, timeMs: number, context: PacketContext): void {
  const distance = timeMs - context.exportMs;
  if (distance > plausibleMs || distance < -plausibleMs || Number.isNaN(distance)) {
    context.implausibleTimes += 1;
    timeMs = context.exportMs;
  }
  setU64(column, row, Math.max(0, timeMs + context.shiftMs));
}

/**
 * sysUpTime-relative times. The difference to the header's uptime is taken as a signed 32-bit number, so
 * a counter that wrapped in between (every 49.7 days) is right.
 */
function uptimeKernel(column: Uint32Array): FieldKernel {
  return (context, at, stride, count, row) => {
    const { view, uptimeMs } = context;
    const baseMs = context.exportMs + context.shiftMs;
    for (let from = at, end = row + count; row < end; row += 1, from += stride) {
      const timeMs = baseMs - ((uptimeMs - view.getUint32(from)) | 0);
      column[2 * row] = timeMs >>> 0;
      column[2 * row + 1] = timeMs / twoTo32;
    }
  };
}

/**
 * The same in IPFIX, whose header has no uptime: relative to systemInitTimeMilliseconds. While that is
 * unknown the column gets the bare uptime, for `unknownInitKernel` to make sense of.
 */
function uptimeSinceInitKernel(column: Uint32Array): FieldKernel {
  return (context, at, stride, count, row) => {
    const { view, systemInitMs } = context;
    for (let from = at, end = row + count; row < end; row += 1, from += stride) {
      if (Number.isNaN(systemInitMs)) setU64(column, row, view.getUint32(from));
      else put(column, row, systemInitMs + view.getUint32(from), context);
    }
  };
}

/** Bare uptimes without an anchor still say how long the flow took; it is put to end when it was exported. */
export function unknownInitKernel(started: Uint32Array, ended: Uint32Array): FieldKernel {
  return (context, _at, _stride, count, row) => {
    if (!Number.isNaN(context.systemInitMs)) return;
    const exportMs = context.exportMs + context.shiftMs;
    for (const end = row + count; row < end; row += 1) {
      const durationMs = Math.max(0, ((ended[2 * row] ?? 0) - (started[2 * row] ?? 0)) | 0);
      setU64(started, row, Math.max(0, exportMs - durationMs));
      setU64(ended, row, exportMs);
    }
  };
}

/** Milliseconds of a 64-bit NTP time, or of Unix time in `unixPerMs` units where an exporter sends that. */
function ntpToMs(seconds: number, fraction: number, unixPerMs: number): number {
  // NTP seconds of 1968–2036 have the top bit; Unix micro- and nanoseconds have it only after the year 200000.
  if (seconds >= 0x8000_0000) return (seconds - ntpToUnixS) * 1_000 + Math.floor((fraction * 1_000) / twoTo32);
  return Math.floor((seconds * twoTo32 + fraction) / unixPerMs);
}

/** Reads one time in milliseconds since the epoch, not yet moved to our clock. */
export function readTimeMs(context: PacketContext, encoding: TimeEncoding, at: number, width: number): number {
  const { view } = context;
  switch (encoding) {
    case 'unix_s':
      return readUnsigned(view, at, width) * 1_000;
    case 'unix_ms':
      return readUnsigned(view, at, width);
    case 'ntp_us':
      return ntpToMs(view.getUint32(at), view.getUint32(at + 4), 1_000);
    case 'ntp_ns':
      return ntpToMs(view.getUint32(at), view.getUint32(at + 4), 1_000_000);
    case 'before_export_us':
      return context.exportMs - Math.round(readUnsigned(view, at, width) / 1_000);
    case 'uptime_ms':
      return context.systemInitMs + readUnsigned(view, at, width);
  }
}

/** @returns null when the field's width does not fit its encoding. */
export function timeKernel(
  column: Uint32Array,
  encoding: TimeEncoding,
  width: number,
  headerHasUptime: boolean,
): FieldKernel | null {
  if (encoding === 'uptime_ms') {
    if (width !== 4) return null;
    return headerHasUptime ? uptimeKernel(column) : uptimeSinceInitKernel(column);
  }
  const fits = encoding === 'ntp_us' || encoding === 'ntp_ns' ? width === 8 : width >= 1 && width <= 8;
  if (!fits) return null;
  if (encoding === 'unix_ms' && width === 8) return unixMsKernel(column);
  return (context, at, stride, count, row) => {
    for (let from = at, end = row + count; row < end; row += 1, from += stride)
      put(column, row, readTimeMs(context, encoding, from, width), context);
  };
}

function unixMsKernel(column: Uint32Array): FieldKernel {
  return (context, at, stride, count, row) => {
    const { view } = context;
    for (let from = at, end = row + count; row < end; row += 1, from += stride)
      put(column, row, view.getUint32(from) * twoTo32 + view.getUint32(from + 4), context);
  };
}

/** Sets the context's anchor from a record's own systemInitTimeMilliseconds; only for one record at a time. */
export function systemInitKernel(width: number): FieldKernel {
  return (context, at) => {
    context.systemInitMs = readUnsigned(context.view, at, width);
  };
}

/** The other end of a flow that has one time and a duration: `sign` 1 adds it to the start, −1 takes it from the end. */
export function durationKernel(
  known: Uint32Array,
  derived: Uint32Array,
  width: number,
  perMs: number,
  sign: 1 | -1,
): FieldKernel {
  return ({ view }, at, stride, count, row) => {
    for (let from = at, end = row + count; row < end; row += 1, from += stride) {
      const durationMs = Math.min(plausibleMs, Math.round(readUnsigned(view, from, width) / perMs));
      setU64(derived, row, Math.max(0, getU64(known, row) + sign * durationMs));
    }
  };
}

/** A flow with one time began and ended then. */
export function sameTimeKernel(known: Uint32Array, derived: Uint32Array): FieldKernel {
  return (_context, _at, _stride, count, row) => {
    derived.set(known.subarray(2 * row, 2 * (row + count)), 2 * row);
  };
}

/** A record without any time gets the packet's. */
export function exportTimeKernel(column: Uint32Array): FieldKernel {
  return (context, _at, _stride, count, row) => {
    for (const end = row + count; row < end; row += 1) setU64(column, row, context.exportMs + context.shiftMs);
  };
}
