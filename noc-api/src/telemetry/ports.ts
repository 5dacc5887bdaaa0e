import type { Principal } from '#identity/principal.ts';
import type { Static } from 'typebox';
import type { exporterList, exportersQuery, top, topQuery, traffic, trafficQuery } from './schemas.ts';

export type Traffic = Static<typeof traffic>;
export type TrafficQuery = Static<typeof trafficQuery>;
export type Top = Static<typeof top>;
export type TopQuery = Static<typeof topQuery>;
export type ExporterList = Static<typeof exporterList>;
export type ExportersQuery = Static<typeof exportersQuery>;

/** Questions to the column store, for the caller's tenant; of flows, those of devices at sites where they may. */
export interface Telemetry {
  traffic(principal: Principal, interfaceId: string, query: TrafficQuery): Promise<Traffic>;
  top(principal: Principal, query: TopQuery): Promise<Top>;
  exporters(principal: Principal, query: ExportersQuery): Promise<ExporterList>;
}
