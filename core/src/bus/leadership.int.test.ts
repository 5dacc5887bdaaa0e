/** Leadership on the in-process bus; on Kafka, with processes that are killed: leadership.stack.test.ts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { topics } from '../contracts/topics.ts';
import { newId } from '../ids.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { waitFor } from '../testing/wait-for.ts';
import { createInProcessBus } from './in-process-bus.ts';
import { createLeadership, type Leadership } from './leadership.ts';
import type { Bus } from './port.ts';

const log = createLog({ service: 'test', level: 'silent' });
let bus: Bus;
let events: string[];
const started: Leadership[] = [];

beforeEach(async () => {
  bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
  await bus.start();
  await bus.ensureTopics([topics.leadership]);
  events = [];
});
afterEach(async () => {
  for (const leadership of started.splice(0)) await leadership.stop();
  await bus.stop();
});

function member(who: string, options: { bus?: Bus; onElected?: () => Promise<void> } = {}): Leadership {
  const leadership = createLeadership({
    name: 'test',
    bus: options.bus ?? bus,
    log,
    onElected: async () => {
      await options.onElected?.();
      events.push(`${who} elected`);
    },
    onDeposed: async () => {
      events.push(`${who} deposed`);
    },
  });
  started.push(leadership);
  return leadership;
}

describe('leadership', () => {
  it('falls to the only process before its start is over', async () => {
    const a = member('a');
    expect(a.leads()).toBe(false);
    await a.start();
    expect(events).toEqual(['a elected']);
    expect(a.leads()).toBe(true);
  });

  it('belongs to one of several, and goes on to the next when the leader has let go', async () => {
    const [a, b] = [member('a'), member('b')];
    await a.start();
    await b.start();
    expect([a.leads(), b.leads()]).toEqual([true, false]);
    started.shift();
    await a.stop();
    expect(a.leads()).toBe(false);
    await waitFor('b leads', () => b.leads());
    await waitFor('b took the work up', () => events.length === 3);
    expect(events).toEqual(['a elected', 'a deposed', 'b elected']);
  });

  it('is independent of that of another name', async () => {
    const a = member('a');
    const other = createLeadership({
      name: 'other',
      bus,
      log,
      onElected: async () => {
        events.push('other elected');
      },
      onDeposed: async () => {},
    });
    started.push(other);
    await a.start();
    await other.start();
    expect([a.leads(), other.leads()]).toEqual([true, true]);
  });

  it('is tried again when the work could not be taken up, after what was begun is let go', async () => {
    let attempts = 0;
    const a = member('a', {
      onElected: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('the store is away');
      },
    });
    await a.start();
    expect(events).toEqual(['a deposed', 'a elected']);
  });

  it('ends when a newer claim is in the log, though the partition is still owned', async () => {
    const a = member('a');
    await a.start();
    const beat = { claim: newId(), beat: 0, epoch: null };
    await bus.publish(topics.leadership.name, [{ key: 'test', value: Buffer.from(JSON.stringify(beat)) }]);
    // Nobody else came: it joins anew, and claims again.
    await waitFor('a is elected again', () => events.length === 3);
    expect(events).toEqual(['a elected', 'a deposed', 'a elected']);
    await waitFor('a leads again', () => a.leads());
  });

  it('can be given back, and is taken up anew', async () => {
    const a = member('a');
    await a.start();
    a.renounce();
    expect(a.leads()).toBe(false);
    await waitFor('a is elected again', () => events.length === 3);
    expect(events).toEqual(['a elected', 'a deposed', 'a elected']);
  });

  it('rests while the bus does not answer, and goes on without a new election', async () => {
    let cutOff = false;
    const waiting: (() => void)[] = [];
    const flaky: Bus = {
      ...bus,
      subscribe: (options) => bus.subscribe(options),
      publish: async (topic, messages) => {
        if (cutOff) await new Promise<void>((resolve) => waiting.push(resolve));
        await bus.publish(topic, messages);
      },
    };
    const a = member('a', { bus: flaky });
    await a.start();
    cutOff = true;
    await waitFor('the lease to run out', () => !a.leads());
    cutOff = false;
    for (const send of waiting) send();
    await waitFor('the lease to be renewed', () => a.leads());
    expect(events).toEqual(['a elected']);
  });

  it('survives what is not a beat', async () => {
    const a = member('a');
    await a.start();
    await bus.publish(topics.leadership.name, [{ key: 'test', value: Buffer.from('{"claim":1}') }]);
    const b = member('b');
    await b.start();
    started.shift();
    await a.stop();
    await waitFor('b took over', () => events.includes('b elected'));
  });
});
