/** Totals of this process, which the supervisor turns into metrics. */
export class StatsKeeper {
  queries = 0;
  queryMs = 0;
  inserts = 0;
  insertMs = 0;
  insertedRows = 0;
  insertedBytes = 0;
  errors = 0;

  queried(ms: number): void {
    this.queries += 1;
    this.queryMs += ms;
  }

  inserted(insert: { rows: number; bytes: number; ms: number }): void {
    this.inserts += 1;
    this.insertMs += insert.ms;
    this.insertedRows += insert.rows;
    this.insertedBytes += insert.bytes;
  }

  failed(): void {
    this.errors += 1;
  }
}
