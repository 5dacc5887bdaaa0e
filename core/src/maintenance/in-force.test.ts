import { describe, expect, test } from 'vitest';
import { indexWindows, maintenanceAt } from './in-force.ts';
import type { MaintenanceScope, MaintenanceThing, MaintenanceWindow } from './window.ts';

const startMs = Date.UTC(2026, 6, 1, 2);
const hourMs = 3_600_000;

const window = (id: string, scopes: MaintenanceScope[], rest: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  ...{ id, tenantId: 1, scopes, effects: ['silence_notifications'], startMs, durationMs: hourMs },
  ...{ rule: null, timeZone: 'UTC', endedMs: null, cuts: [], ...rest },
});
const port: MaintenanceThing = {
  ...{ tenantId: 1, zoneIds: ['north', 'country'], siteId: 'hill', deviceId: 'rtr', interfaceId: 'ether1' },
  ...{ serviceId: 'svc', tags: ['fibre', 'vip'] },
};

describe('what a window covers', () => {
  test.each<[string, MaintenanceScope, boolean]>([
    ['the tenant', { type: 'tenant', id: '1' }, true],
    ['another tenant, by mistake', { type: 'tenant', id: '2' }, false],
    ['its zone', { type: 'zone', id: 'north' }, true],
    ['the zone above', { type: 'zone', id: 'country' }, true],
    ['its site', { type: 'site', id: 'hill' }, true],
    ['another site', { type: 'site', id: 'valley' }, false],
    ['its device', { type: 'device', id: 'rtr' }, true],
    ['itself', { type: 'interface', id: 'ether1' }, true],
    ['its service', { type: 'service', id: 'svc' }, true],
    ['one of its tags', { type: 'tag', id: 'vip' }, true],
    ['a tag named like its site', { type: 'tag', id: 'hill' }, false],
  ])('%s', (_name, scope, covered) => {
    expect(maintenanceAt([window('w', [scope])], port, startMs).size).toBe(covered ? 1 : 0);
  });

  test('work on an interface leaves its device alone', () => {
    const windows = [window('w', [{ type: 'interface', id: 'ether1' }])];
    expect(maintenanceAt(windows, { ...port, interfaceId: null }, startMs).size).toBe(0);
  });

  test("another tenant's window covers nothing, whatever it names", () => {
    const windows = [window('w', [{ type: 'device', id: 'rtr' }], { tenantId: 2 })];
    expect(maintenanceAt(windows, port, startMs).size).toBe(0);
    expect(indexWindows(windows).at(port, startMs).size).toBe(0);
  });
});

test('half-open: in force at its start, over at its end', () => {
  const windows = [window('w', [{ type: 'tenant', id: '1' }])];
  const sizes = [startMs - 1, startMs, startMs + hourMs - 1, startMs + hourMs].map(
    (atMs) => maintenanceAt(windows, port, atMs).size,
  );
  expect(sizes).toEqual([0, 1, 1, 0]);
});

test('each effect says which windows bring it', () => {
  const windows = [
    window('b', [{ type: 'site', id: 'hill' }], { effects: ['silence_notifications', 'exclude_from_sla'] }),
    window('a', [
      { type: 'device', id: 'rtr' },
      { type: 'tag', id: 'vip' },
    ]),
    window('later', [{ type: 'tenant', id: '1' }], { startMs: startMs + hourMs }),
  ];
  const expected = new Map([
    ['silence_notifications', ['a', 'b']],
    ['exclude_from_sla', ['b']],
  ]);
  expect(maintenanceAt(windows, port, startMs)).toEqual(expected);
  expect(indexWindows(windows).at(port, startMs)).toEqual(expected);
});

test('two windows that overlap: what each brings ends with it, whatever the other says', () => {
  const windows = [
    window('a', [{ type: 'site', id: 'hill' }], { effects: ['silence_notifications', 'suppress_alarms'] }),
    window('b', [{ type: 'device', id: 'rtr' }], {
      ...{ effects: ['silence_notifications'], startMs: startMs + hourMs / 2 },
      endedMs: startMs + hourMs + 60_000,
    }),
  ];
  const at = (afterMs: number) => Object.fromEntries(indexWindows(windows).at(port, startMs + afterMs));
  expect(at(0)).toEqual({ silence_notifications: ['a'], suppress_alarms: ['a'] });
  expect(at(hourMs / 2)).toEqual({ silence_notifications: ['a', 'b'], suppress_alarms: ['a'] });
  expect(at(hourMs)).toEqual({ silence_notifications: ['b'] });
  expect(at(hourMs + 60_000)).toEqual({});
});

test('a device that moves to another site leaves the work of the first, in the middle of it', () => {
  const index = indexWindows([
    window('w', [{ type: 'site', id: 'hill' }]),
    window('x', [{ type: 'zone', id: 'north' }]),
  ]);
  const moved = { ...port, siteId: 'valley', zoneIds: ['south'] };
  expect(index.at(port, startMs + 1).get('silence_notifications')).toEqual(['w', 'x']);
  expect(index.at(moved, startMs + 1).size).toBe(0);
  expect(index.at(port, startMs + 2).size).toBe(1);
});

test('one of ten thousand repeated windows is found by what it names; a question looks at no other', () => {
  const windows = Array.from({ length: 10_000 }, (_, n) =>
    window(`w${n}`, [{ type: 'device', id: `rtr-${n}` }], { rule: 'FREQ=DAILY', timeZone: 'America/Santiago' }),
  );
  // A rule that is worked out without need would throw.
  const broken = windows.map((each, n) => (n === 7 ? each : { ...each, rule: 'FREQ=NEVER' }));
  const index = indexWindows(broken);
  const thing = (n: number): MaintenanceThing => ({ tenantId: 1, deviceId: `rtr-${n}` });
  expect(index.at(thing(7), startMs + 40 * 24 * hourMs).get('silence_notifications')).toEqual(['w7']);
  expect(() => index.at(thing(8), startMs)).toThrow('never checked');
});
