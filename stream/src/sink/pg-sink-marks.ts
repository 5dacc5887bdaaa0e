import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SinkMarks } from './ports.ts';

/** Marks in PostgreSQL (stream/migrations/0002_sink_marks.sql). */
export function createPgSinkMarks(relational: RelationalStore): SinkMarks {
  return {
    lastEnd: async ({ topic, partition }, logId) => {
      const row = await relational.db
        .selectFrom('sink_marks')
        .select('end_offset')
        .where('topic', '=', topic)
        .where('partition', '=', partition)
        .where('log_id', '=', logId)
        .executeTakeFirst();
      return row === undefined ? null : BigInt(row.end_offset);
    },
    mark: async ({ topic, partition }, logId, endOffset) => {
      await relational.db
        .insertInto('sink_marks')
        .values({ topic, partition, log_id: logId, end_offset: Number(endOffset) }) // exact to 2⁵³ records
        .onConflict((conflict) =>
          conflict
            .columns(['topic', 'partition'])
            .doUpdateSet((eb) => ({ log_id: eb.ref('excluded.log_id'), end_offset: eb.ref('excluded.end_offset') })),
        )
        .execute();
    },
  };
}
