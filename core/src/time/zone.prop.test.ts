import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantMsOf, wallMsAt } from './zone.ts';

const zone = fc.constantFrom(
  ...['America/Santiago', 'America/Mexico_City', 'America/Asuncion', 'America/Havana', 'America/St_Johns'],
  ...['Europe/Madrid', 'Atlantic/Azores', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC'],
);
const instantMs = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2045) });

test('a wall time that is shown leads back to an instant that shows it, the first of them', () => {
  fc.assert(
    fc.property(zone, instantMs, (name, ms) => {
      const wallMs = wallMsAt(name, ms);
      const found = instantMsOf(name, wallMs);
      expect(wallMsAt(name, found)).toBe(wallMs);
      expect(found).toBeLessThanOrEqual(ms);
    }),
  );
});

test('a later wall time is never an earlier instant by more than the hour that comes twice', () => {
  fc.assert(
    fc.property(zone, instantMs, fc.integer({ min: 0, max: 172_800_000 }), (name, wallMs, laterMs) => {
      expect(instantMsOf(name, wallMs + laterMs)).toBeGreaterThanOrEqual(instantMsOf(name, wallMs) - 3_600_000);
    }),
  );
});
