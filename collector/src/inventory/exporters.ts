/**
 * Which tenant the sender of a flow belongs to, from the devices' addresses; host names are looked up.
 * Changes are told together: ten thousand devices come at a start, and each telling copies the whole map.
 */
import { isIP } from 'node:net';
import { ExporterRegistry, type ExporterInfo, type ExporterTenants } from '#flow/exporter-tenants.ts';
import type { Resolver } from '#poll/resolve.ts';

export interface ExporterDirectory extends ExporterTenants {
  set(deviceId: string, host: string, tenantId: number): void;
  delete(deviceId: string): void;
  /** Looks names up again now and then until `stop`. */
  start(): void;
  stop(): void;
}

const tellAfterMs = 100;
const lookUpAgainEveryMs = 60_000;

export function createExporterDirectory(resolver: Resolver): ExporterDirectory {
  const registry = new ExporterRegistry();
  const named = new Map<string, { host: string; tenantId: number; address: string | null }>();
  const listeners = new Set<() => void>();
  let telling: NodeJS.Timeout | null = null;
  let lookingUp: NodeJS.Timeout | null = null;

  registry.onChange(() => {
    telling ??= setTimeout(() => {
      telling = null;
      for (const listener of listeners) listener();
    }, tellAfterMs);
  });

  async function lookUp(deviceId: string): Promise<void> {
    const entry = named.get(deviceId);
    if (entry === undefined) return;
    const resolved = await resolver.resolve(entry.host);
    // Removed or changed meanwhile, or the same as before.
    if (named.get(deviceId) !== entry || resolved === null || resolved.address === entry.address) return;
    entry.address = resolved.address;
    registry.set(deviceId, resolved.address, { tenantId: entry.tenantId });
  }

  return {
    current: (): ReadonlyMap<string, ExporterInfo> => registry.current(),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (deviceId, host, tenantId) => {
      named.delete(deviceId);
      if (isIP(host) !== 0) {
        registry.set(deviceId, host, { tenantId });
        return;
      }
      registry.delete(deviceId);
      named.set(deviceId, { host, tenantId, address: null });
      void lookUp(deviceId);
    },
    delete: (deviceId) => {
      named.delete(deviceId);
      registry.delete(deviceId);
    },
    start: () => {
      lookingUp = setInterval(() => {
        for (const deviceId of named.keys()) void lookUp(deviceId);
      }, lookUpAgainEveryMs);
    },
    stop: () => {
      if (lookingUp !== null) clearInterval(lookingUp);
      if (telling !== null) clearTimeout(telling);
    },
  };
}
