import type { Log } from '@fastisp/core/log/log';
import { setTimeout as wait } from 'node:timers/promises';
import { labErrors } from '#errors.ts';
import type { LabDevice } from '#service.ts';

export interface SeedOptions {
  /** Where the API answers, `http://127.0.0.1:8080`. */
  readonly apiUrl: string;
  /** API token that may create devices. */
  readonly token: string;
  readonly devices: readonly LabDevice[];
  readonly log: Log;
  readonly pollIntervalS?: number;
}

export interface SeedResult {
  readonly created: number;
  /** Devices whose name or address was there already. */
  readonly existing: number;
}

/** Requests under way at once. */
const concurrency = 8;
/** Tries of one device before the seeding fails; waits double from 100 ms, or as `Retry-After` says. */
const attemptsMax = 6;
const requestTimeoutMs = 15_000;
const progressEvery = 25;

/**
 * Registers the lab's routers through the public API, as a person or a script would. May be repeated: what is there
 * already stays as it is.
 * @throws AppError `LAB_SEED_REFUSED` when the API refuses a device for another reason, or stays unreachable.
 */
export async function seedDemo(options: SeedOptions): Promise<SeedResult> {
  const queue = [...options.devices];
  const result = { created: 0, existing: 0 };
  const work = async (): Promise<void> => {
    for (let device = queue.shift(); device !== undefined; device = queue.shift()) {
      const outcome = await createDevice(device, options);
      result[outcome]++;
      const done = result.created + result.existing;
      if (done % progressEvery === 0 || done === options.devices.length) {
        options.log.info({ done, of: options.devices.length, ...result }, 'seeding devices');
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, work));
  return result;
}

async function createDevice(device: LabDevice, options: SeedOptions): Promise<keyof SeedResult> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryCreate(device, options);
    if (typeof outcome === 'string') return outcome;
    if (!outcome.retry || attempt >= attemptsMax) {
      throw labErrors.seedRefused(`${device.name}: ${outcome.message}`, outcome.status);
    }
    await wait(outcome.afterMs ?? 100 * 2 ** (attempt - 1));
  }
}

interface Refusal {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly message: string;
  readonly retry: boolean;
  readonly afterMs?: number;
}

async function tryCreate(device: LabDevice, options: SeedOptions): Promise<keyof SeedResult | Refusal> {
  const { name, address, kind, community, port } = device;
  const body = {
    name,
    address,
    kind,
    snmp: { version: '2c', community, port },
    pollIntervalS: options.pollIntervalS ?? 10,
  };
  let response: Response;
  try {
    response = await fetch(new URL('/api/v1/devices', options.apiUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
  } catch (error) {
    return { status: 0, message: error instanceof Error ? error.message : String(error), retry: true };
  }
  if (response.status === 201) {
    await response.body?.cancel();
    return 'created';
  }
  const problem = await readProblem(response);
  if (problem.code === 'DEVICE_NAME_TAKEN' || problem.code === 'DEVICE_ADDRESS_TAKEN') return 'existing';
  const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    message: problem.detail,
    retry: response.status === 429 || response.status >= 500,
    ...(Number.isFinite(retryAfterS) && { afterMs: Math.min(retryAfterS, 60) * 1_000 }),
  };
}

/** The parts of an RFC 9457 problem document that matter here. */
async function readProblem(response: Response): Promise<{ code: string; detail: string }> {
  const text = await response.text();
  try {
    const { code, detail, title } = JSON.parse(text) as Record<string, unknown>; // each is checked below
    return { code: typeof code === 'string' ? code : '', detail: String(detail ?? title ?? text) };
  } catch {
    return { code: '', detail: text.slice(0, 200) };
  }
}
