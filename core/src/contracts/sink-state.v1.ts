import { type Static, Type } from 'typebox';
import { topics } from './topics.ts';

/**
 * `state.sink`: whether rows of a table are stored, or held back on the bus because the column store refuses them.
 * It is said of the installation, not of a tenant, hence without the envelope of business messages.
 */
export const sinkStateV1 = Type.Object({
  v: Type.Literal(1),
  occurredAt: Type.String({ format: 'date-time' }),
  /** Table of the column store. */
  table: Type.String({ minLength: 1 }),
  /** Null: rows are stored. */
  held: Type.Union([
    Type.Null(),
    Type.Object({
      since: Type.String({ format: 'date-time' }),
      /** Stable code of core/src/column-store/errors.ts. */
      code: Type.String(),
      /** A sentence with what to do; nothing of the server is quoted in it. */
      message: Type.String(),
    }),
  ]),
});
export type SinkStateV1 = Static<typeof sinkStateV1>;

/** A hold that goes on is said again this often, so that one whose process has died is not believed for ever. */
export const sinkHoldRepeatMs = 30_000;
/** A hold that was not said again for so long is over. */
export const sinkHoldValidMs = 4 * sinkHoldRepeatMs;

export const sinkStateTopic = topics.stateSink.name;
export const sinkStateKey = (message: SinkStateV1): string => message.table;
