/**
 * Instants and what the clocks on the wall show, by the time-zone data of Node (IANA, as the release brings it).
 * A wall time is milliseconds as if the clock on the wall showed UTC: only for arithmetic, never for storage.
 */

const dayMs = 86_400_000;
const minuteMs = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether it is a zone of the IANA database, e.g. `America/Santiago`; fixed offsets like `-03:00` are none. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    clockOf(text);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant. @throws RangeError for a zone that is none. */
export const wallMsAt = (zone: string, instantMs: number): number => instantMs + offsetMsAt(zone, instantMs);

/**
 * The instant at which the clocks of a zone show a wall time. The first one when they show it twice; when they
 * skip it, as much later as they skip, which is what calendars do ("compatible" in Temporal).
 */
export function instantMsOf(zone: string, wallMs: number): number {
  // No zone changes its clocks twice within two days, so these are the offsets on both sides of a change.
  const before = offsetMsAt(zone, wallMs - dayMs);
  const after = offsetMsAt(zone, wallMs + dayMs);
  const shown = [wallMs - before, wallMs - after].filter((instantMs) => wallMsAt(zone, instantMs) === wallMs);
  return shown.length === 0 ? wallMs - before : Math.min(...shown);
}

function offsetMsAt(zone: string, instantMs: number): number {
  const wholeMinuteMs = Math.floor(instantMs / minuteMs) * minuteMs;
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of clockOf(zone).formatToParts(wholeMinuteMs)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value); // `in` is the proof
  }
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMinuteMs;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric' },
      ...{ month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    clocks.set(zone, clock);
  }
  return clock;
}
