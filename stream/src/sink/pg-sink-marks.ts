import { sql } from 'kysely';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SinkMarks } from './ports.ts';

/** Marks in PostgreSQL (stream/migrations/0002_sink_marks.sql, 0004_sink_claims.sql). Offsets are exact to 2⁵³ records. */
export function createPgSinkMarks(relational: RelationalStore): SinkMarks {
  return {
    claim: async ({ partition: { topic, partition }, logId, owner }) => {
      const ofThisLog = (column: 'start_offset' | 'end_offset') =>
        sql<number>`case when sink_marks.log_id = excluded.log_id then sink_marks.${sql.ref(column)} else 0 end`;
      const last = await relational.db
        .insertInto('sink_marks')
        .values({ topic, partition, log_id: logId, start_offset: 0, end_offset: 0, owner })
        .onConflict((conflict) =>
          conflict.columns(['topic', 'partition']).doUpdateSet((eb) => ({
            owner: eb.ref('excluded.owner'),
            log_id: eb.ref('excluded.log_id'),
            start_offset: ofThisLog('start_offset'),
            end_offset: ofThisLog('end_offset'),
          })),
        )
        .returning(['start_offset', 'end_offset'])
        .executeTakeFirstOrThrow();
      return { start: BigInt(last.start_offset), end: BigInt(last.end_offset) };
    },
    mark: async ({ partition: { topic, partition }, logId, owner }, { start, end }) => {
      const result = await relational.db
        .updateTable('sink_marks')
        .set({ start_offset: Number(start), end_offset: Number(end) })
        .where('topic', '=', topic)
        .where('partition', '=', partition)
        .where('log_id', '=', logId)
        .where('owner', '=', owner)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}
