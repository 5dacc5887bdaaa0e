import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { createDevicesByAddress } from './devices-by-address.ts';
import { createExportersSeen } from './exporters-seen.ts';
import { readExporters } from './exporters.ts';
import type { Telemetry } from './ports.ts';
import type { RetentionConfig } from './retention.ts';
import type { TenantQuery } from './tenant-query.ts';
import { readTop } from './top.ts';
import { readTraffic } from './traffic.ts';

export function createTelemetry(deps: {
  relational: RelationalStore;
  tenantQuery: TenantQuery;
  clock: Clock;
  retention: RetentionConfig;
}): Telemetry {
  const all = {
    ...deps,
    devicesByAddress: createDevicesByAddress(deps.relational),
    exportersSeen: createExportersSeen(deps.relational),
  };
  return {
    traffic: (principal, interfaceId, query) => readTraffic(all, principal, interfaceId, query),
    top: (principal, query) => readTop(all, principal, query),
    exporters: (principal, query) => readExporters(all, principal, query),
  };
}
