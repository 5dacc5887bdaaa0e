/** What one can do to the simulated network, as data: from the command line, over HTTP, or in a test. */
import { type Misbehaviour, misbehaviours } from '#agent/misbehaviour.ts';
import { communityBytesMax } from '#agent/respond.ts';
import { labErrors } from '#errors.ts';

export type LabCommand =
  /** Power off: the agent is silent, the exporter stops, the links to it go down. */
  | { readonly do: 'stop'; readonly device: string }
  /** Power on: uptime 0, counters 0. */
  | { readonly do: 'start'; readonly device: string }
  | { readonly do: 'reboot'; readonly device: string; readonly downS: number }
  /** A reboot after which every counter is so near its end that it wraps within `seconds`. */
  | { readonly do: 'wrap-soon'; readonly device: string; readonly seconds: number; readonly bits: 32 | 64 }
  /** The cable is pulled (`cable`), or the port is shut (`admin`). */
  | { readonly do: 'if-down'; readonly device: string; readonly interface: string; readonly how: 'cable' | 'admin' }
  /** Plugged in and enabled. */
  | { readonly do: 'if-up'; readonly device: string; readonly interface: string }
  /** Down and up again, `times` times, each lasting `everyS`. */
  | {
      readonly do: 'flap';
      readonly device: string;
      readonly interface: string;
      readonly times: number;
      readonly everyS: number;
    }
  | { readonly do: 'loss'; readonly device: string; readonly percent: number }
  | { readonly do: 'latency'; readonly device: string; readonly ms: number }
  | { readonly do: 'community'; readonly device: string; readonly community: string }
  | { readonly do: 'misbehave'; readonly device: string; readonly how: Misbehaviour }
  /** No loss, no latency, no misbehaviour, the first community, all cables in. */
  | { readonly do: 'heal'; readonly device: string };

type Name = LabCommand['do'];

/** For each command its words after the device's name, in order; what is in brackets may be left out. */
export const usages: Readonly<Record<Name, { readonly words: string; readonly about: string }>> = {
  stop: { words: '', about: 'cut its power' },
  start: { words: '', about: 'give it power again' },
  reboot: { words: '[SECONDS]', about: 'cut its power for 20 seconds' },
  'wrap-soon': { words: '[SECONDS] [32|64]', about: 'reboot with counters that wrap within a minute' },
  'if-down': { words: 'INTERFACE [cable|admin]', about: 'pull the cable of a port, or shut it' },
  'if-up': { words: 'INTERFACE', about: 'plug it in and enable it' },
  flap: { words: 'INTERFACE [TIMES] [SECONDS]', about: 'down and up, 5 times, 10 seconds each' },
  loss: { words: 'PERCENT', about: 'lose that share of its packets' },
  latency: { words: 'MILLISECONDS', about: 'answer that much later' },
  community: { words: 'COMMUNITY', about: 'change the SNMP community it accepts' },
  misbehave: { words: 'HOW', about: `answer wrongly: ${misbehaviours.join(', ')}` },
  heal: { words: '', about: 'end loss, latency, misbehaviour and pulled cables' },
};

/**
 * Reads a command from words (`['loss', 'rtr-core-01', '30']`).
 * @throws AppError `LAB_COMMAND_INVALID` that says how it is written.
 */
export function parseCommand(words: readonly string[]): LabCommand {
  const [name, device, ...rest] = words;
  if (name === undefined || !isCommandName(name)) {
    throw labErrors.badCommand(`"${name ?? ''}" is no command; there are: ${Object.keys(usages).join(', ')}`);
  }
  if (device === undefined || device === '') throw usageError(name);
  return parseWords(name, device, rest);
}

/** @param body `{ do, device, args }` as it came over HTTP: `args` are the words after the device's name. */
export function parseCommandBody(body: unknown): LabCommand {
  if (typeof body !== 'object' || body === null) throw labErrors.badCommand('the body must be a JSON object');
  const { do: name, device, args = [] } = body as { do?: unknown; device?: unknown; args?: unknown }; // each is checked below
  if (typeof name !== 'string' || typeof device !== 'string' || !Array.isArray(args)) {
    throw labErrors.badCommand('the body must be { "do": "…", "device": "…", "args": ["…"] }');
  }
  return parseCommand([name, device, ...args.map(String)]);
}

function parseWords(name: Name, device: string, rest: readonly string[]): LabCommand {
  const [first, second, third] = rest;
  const text = (): string => {
    if (first === undefined || first === '') throw usageError(name);
    return first;
  };
  const number = (word: string | undefined, range: { min: number; max: number; default?: number }): number => {
    const value = word === undefined ? range.default : Number(word);
    if (value !== undefined && value >= range.min && value <= range.max) return value;
    throw usageError(name, `from ${range.min} to ${range.max}`);
  };
  switch (name) {
    case 'stop':
    case 'start':
    case 'heal':
      return { do: name, device };
    case 'reboot':
      return { do: name, device, downS: number(first, { min: 1, max: 86_400, default: 20 }) };
    case 'wrap-soon': {
      const bits = second ?? '32';
      if (bits !== '32' && bits !== '64') throw usageError(name);
      return {
        do: name,
        device,
        seconds: number(first, { min: 1, max: 86_400, default: 60 }),
        bits: bits === '32' ? 32 : 64,
      };
    }
    case 'if-down': {
      const how = second ?? 'cable';
      if (how !== 'cable' && how !== 'admin') throw usageError(name);
      return { do: name, device, interface: text(), how };
    }
    case 'if-up':
      return { do: name, device, interface: text() };
    case 'flap': {
      const times = number(second, { min: 1, max: 1_000, default: 5 });
      return {
        do: name,
        device,
        interface: text(),
        times,
        everyS: number(third, { min: 0.1, max: 3_600, default: 10 }),
      };
    }
    case 'loss':
      return { do: name, device, percent: number(text(), { min: 0, max: 100 }) };
    case 'latency':
      return { do: name, device, ms: number(text(), { min: 0, max: 60_000 }) };
    case 'community':
      if (Buffer.byteLength(text()) > communityBytesMax) throw usageError(name, `at most ${communityBytesMax} bytes`);
      return { do: name, device, community: text() };
    case 'misbehave': {
      const how = misbehaviours.find((one) => one === first);
      if (how === undefined) throw usageError(name);
      return { do: name, device, how };
    }
  }
}

function isCommandName(name: string): name is Name {
  return Object.hasOwn(usages, name);
}

function usageError(name: Name, detail = ''): Error {
  const usage = `${name} DEVICE ${usages[name].words}`.trim();
  return labErrors.badCommand(`it is written: ${usage}${detail === '' ? '' : ` (${detail})`}`);
}
