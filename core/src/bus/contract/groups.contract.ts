/** Groups of readers and their members; see bus.contract.ts. */
import { expect, test } from 'vitest';
import { newId } from '../../ids.ts';
import { type BusRecord, type Subscription } from '../port.ts';
import { type BusWorld, inOrderPerKey, isComplete, message, numbered, partitions, text } from './world.ts';

export function groupsContract(world: BusWorld): void {
  const { collect, makeTopic, until } = world;

  test('a new group starts at the beginning or at the end, as it asks', async () => {
    const topic = await makeTopic();
    await world.bus.publish(topic, [message('k', 'before')]);
    const late = collect(topic, { from: 'latest' });
    await late.subscription.ready;
    const whole = collect(topic, { from: 'earliest' });
    await world.bus.publish(topic, [message('k', 'after')]);
    await until('both records', () => whole.records().length === 2);
    await until('the later record', () => late.records().length === 1);
    expect(whole.values()).toEqual(['before', 'after']);
    expect(late.values()).toEqual(['after']);
    await Promise.all([whole.subscription.close(), late.subscription.close()]);
  });

  test('each group sees every record', async () => {
    const topic = await makeTopic();
    const readers = [collect(topic), collect(topic)];
    await Promise.all(readers.map((reader) => reader.subscription.ready));
    await world.bus.publish(topic, numbered(100, 10));
    for (const reader of readers) {
      await until('all records', () => reader.records().length === 100);
      expect(inOrderPerKey(reader.records())).toBe(true);
      await reader.subscription.close();
    }
  });

  test('two members of a group share its partitions; one goes on alone when the other leaves', async () => {
    const topic = await makeTopic();
    const groupId = `group-${newId()}`;
    const first = collect(topic, { groupId, from: 'earliest' });
    const second = collect(topic, { groupId, from: 'earliest' });
    await until('a share for each', () => {
      const owned = [...first.assigned, ...second.assigned].map(({ partition }) => partition);
      const each = first.assigned.length > 0 && second.assigned.length > 0;
      return each && owned.length === partitions && new Set(owned).size === partitions;
    });
    await world.bus.publish(topic, numbered(200, 40));
    await until('all records', () => isComplete([...first.values(), ...second.values()], 200));
    expect(first.records().length).toBeGreaterThan(0);
    expect(second.records().length).toBeGreaterThan(0);
    expect(first.records().length + second.records().length).toBe(200);

    await second.subscription.close();
    await until('all partitions', () => first.assigned.length === partitions);
    await world.bus.publish(topic, numbered(200, 40));
    await until('all records again', () => first.records().length + second.records().length === 400);
    await first.subscription.close();
  });

  test('members come and go under load: nothing lost, order of each key kept', async () => {
    const topic = await makeTopic();
    const groupId = `group-${newId()}`;
    const handled: BusRecord[] = [];
    const join = (): Subscription =>
      world.bus.subscribe({
        ...{ topics: [topic], groupId, from: 'earliest', batchRecordsMax: 10 },
        handler: async (batch) => {
          await new Promise((resolve) => setImmediate(resolve));
          handled.push(...batch.records);
        },
      });
    const stayer = join();
    await stayer.ready;
    const sent = numbered(600, 30);
    for (let start = 0; start < sent.length; start += 100) {
      const guest = join();
      await guest.ready;
      await world.bus.publish(topic, sent.slice(start, start + 100));
      await guest.close();
    }
    await until('all records', () =>
      isComplete(
        handled.map((record) => text(record.value)),
        600,
      ),
    );
    // At least once: a record may come again after a move, but its first time is in order.
    const seen = new Set<string>();
    const firsts = handled.filter(({ partition, offset }) => {
      const id = `${partition}/${offset}`;
      return seen.has(id) ? false : seen.add(id);
    });
    expect(inOrderPerKey(firsts)).toBe(true);
    await stayer.close();
  });

  test('a group goes on after its last committed record, whoever its member is', async () => {
    const topic = await makeTopic();
    const groupId = `group-${newId()}`;
    const before = collect(topic, { groupId, from: 'earliest' });
    await before.subscription.ready;
    await world.bus.publish(topic, numbered(50, 5));
    await before.subscription.caughtUp();
    await before.subscription.close();
    expect(before.records()).toHaveLength(50);

    await world.bus.publish(topic, [message('key-0', '50'), message('key-1', '51')]); // while nobody is there
    const after = collect(topic, { groupId, from: 'latest' });
    await until('what came meanwhile', () => after.records().length >= 2);
    await after.subscription.caughtUp();
    expect(after.values().toSorted()).toEqual(['50', '51']);
    await after.subscription.close();
  });

  test('close finishes the batch in hand and commits it', async () => {
    const topic = await makeTopic();
    const groupId = `group-${newId()}`;
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let begun = false;
    const slow = collect(topic, {
      ...{ groupId, from: 'earliest' as const },
      handler: () => {
        begun = true;
        return gate;
      },
    });
    await world.bus.publish(topic, [message('k', '0')]);
    await until('the handler to begin', () => begun);
    const closing = slow.subscription.close();
    release();
    await closing;
    expect(slow.values()).toEqual(['0']);
    await world.bus.publish(topic, [message('k', '1')]);
    const next = collect(topic, { groupId });
    await until('the next record', () => next.records().length === 1);
    expect(next.values()).toEqual(['1']);
    await next.subscription.close();
  });

  test('caughtUp waits for the handler, and is immediate on an empty topic', async () => {
    const topic = await makeTopic();
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const reader = collect(topic, { from: 'earliest', handler: () => gate });
    await reader.subscription.caughtUp();
    await world.bus.publish(topic, numbered(10, 10));
    let caughtUp = false;
    const waiting = reader.subscription.caughtUp().then(() => (caughtUp = true));
    await world.bus.publish(topic, [message('k', '10')]);
    expect(caughtUp).toBe(false);
    release();
    await waiting;
    expect(reader.records().length).toBeGreaterThanOrEqual(10);
    await reader.subscription.close();
  });
}
