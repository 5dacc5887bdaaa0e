import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantMsOf, wallMsAt } from '../time/zone.ts';
import { indexWindows, maintenanceAt } from './in-force.ts';
import { occurrences, plannedStarts } from './occurrences.ts';
import {
  maintenanceEffects,
  type MaintenanceSchedule,
  type MaintenanceScope,
  type MaintenanceThing,
  type MaintenanceWindow,
} from './window.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const zone = fc.constantFrom(
  ...['America/Santiago', 'America/Mexico_City', 'America/Asuncion', 'America/Havana', 'UTC'],
  ...['Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'],
);
const startMs = fc.integer({ min: Date.UTC(2023) / 60_000, max: Date.UTC(2030) / 60_000 }).map((min) => min * 60_000);
const durationMs = fc.integer({ min: 1, max: 72 }).map((hours) => hours * hourMs);
const daily = fc.record({ interval: fc.integer({ min: 1, max: 9 }) }).map(({ interval }) => ({
  rule: `FREQ=DAILY;INTERVAL=${interval}`,
  opens: (day: number, _wallMs: number) => day % interval === 0,
}));
const weekly = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }).map((days) => ({
  rule: `FREQ=WEEKLY;BYDAY=${days.map((day) => weekdays[day]).join(',')}`,
  opens: (_day: number, wallMs: number) => days.includes(new Date(wallMs).getUTCDay()),
}));

const schedule = (rule: fc.Arbitrary<string | null>): fc.Arbitrary<MaintenanceSchedule> =>
  fc.record({
    ...{ startMs, durationMs, rule, timeZone: zone },
    endedMs: fc.option(startMs),
    cuts: fc.constant([]),
  });
const anyRule = fc.oneof(
  fc.constant(null),
  daily.map(({ rule }) => rule),
  weekly.map(({ rule }) => rule),
  fc.constantFrom('FREQ=MONTHLY;BYDAY=-1SU', 'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=YEARLY', 'FREQ=DAILY;COUNT=40'),
);

test('days and weekdays, as someone with a wall calendar would mark them', () => {
  fc.assert(
    fc.property(fc.oneof(daily, weekly), zone, startMs, (rule, timeZone, start) => {
      const wallStart = wallMsAt(timeZone, start);
      const firstMs = instantMsOf(timeZone, wallStart); // the first of two, as a rule takes it
      const days = 90;
      const marked = Array.from({ length: days }, (_, day) => ({ day, wallMs: wallStart + day * dayMs }))
        .filter(({ day, wallMs }) => rule.opens(day, wallMs))
        .map(({ wallMs }) => instantMsOf(timeZone, wallMs));
      const window = { startMs: firstMs, durationMs: hourMs, rule: rule.rule, timeZone, endedMs: null, cuts: [] };
      const toMs = instantMsOf(timeZone, wallStart + (days - 0.5) * dayMs);
      expect(plannedStarts(window, { fromMs: firstMs, toMs })).toEqual(marked.filter((ms) => ms < toMs));
    }),
    { numRuns: 150 },
  );
});

test('a range that is cut in two has the same occurrences', () => {
  const width = fc.integer({ min: 0, max: 200 }).map((days) => days * dayMs);
  fc.assert(
    fc.property(schedule(anyRule), startMs, width, width, (window, fromMs, first, second) => {
      const between = (from: number, to: number) => occurrences(window, { fromMs: from, toMs: to });
      const [middleMs, toMs] = [fromMs + first, fromMs + first + second];
      const parts = [
        ...between(fromMs, middleMs),
        ...between(middleMs, toMs).filter((o) => o.startMs >= middleMs || first === 0),
      ];
      expect(parts).toEqual(between(fromMs, toMs));
    }),
    { numRuns: 150 },
  );
});

const scope: fc.Arbitrary<MaintenanceScope> = fc.record({
  type: fc.constantFrom('tenant', 'zone', 'site', 'device', 'interface', 'service', 'tag'),
  id: fc.constantFrom('1', '2', 'a', 'b'),
});
const windows: fc.Arbitrary<MaintenanceWindow[]> = fc.array(
  fc
    .record({
      when: schedule(anyRule),
      id: fc.uuid(),
      tenantId: fc.constantFrom(1, 2),
      scopes: fc.array(scope, { minLength: 1, maxLength: 4 }),
      effects: fc.subarray([...maintenanceEffects], { minLength: 1 }),
    })
    .map(({ when, ...rest }) => ({ ...when, ...rest })),
  { maxLength: 8 },
);
const id = fc.constantFrom('1', 'a', 'b', null);
const ids = fc.subarray(['1', 'a', 'b']);
const thing: fc.Arbitrary<MaintenanceThing> = fc.record({
  ...{ tenantId: fc.constantFrom(1, 2), zoneIds: ids, siteId: id, deviceId: id },
  ...{ interfaceId: id, serviceId: id, tags: ids },
});

test('in force is what an open occurrence of a covering window brings; an index answers the same', () => {
  fc.assert(
    fc.property(windows, thing, fc.array(startMs, { minLength: 1, maxLength: 3 }), (all, about, times) => {
      const index = indexWindows(all);
      for (const atMs of times) {
        const answer = maintenanceAt(all, about, atMs);
        expect(index.at(about, atMs)).toEqual(answer);
        const open = all.filter((window) => occurrences(window, { fromMs: atMs, toMs: atMs + 1 }).length > 0);
        const bringing = new Set([...answer.values()].flat());
        for (const window of all) {
          if (bringing.has(window.id)) expect(open).toContain(window);
        }
        const everywhere = open.filter(
          ({ tenantId, scopes }) =>
            tenantId === about.tenantId && scopes.some(({ type, id: of }) => type === 'tenant' && of === `${tenantId}`),
        );
        for (const window of everywhere) expect(bringing).toContain(window.id);
      }
    }),
    { numRuns: 200 },
  );
});
