import { type TSchema, Type } from 'typebox';

/** What every business message on the bus wears. `occurredAt` is ISO 8601 in UTC. */
export const envelope = <V extends number, Data extends TSchema>(version: V, data: Data) =>
  Type.Object({
    v: Type.Literal(version),
    id: Type.String({ format: 'uuid' }),
    tenantId: Type.Integer({ minimum: 1, maximum: 4_294_967_295 }),
    occurredAt: Type.String({ format: 'date-time' }),
    /** The service that says so, e.g. `noc-api`. */
    source: Type.String(),
    data,
  });
