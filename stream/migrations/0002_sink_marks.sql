-- Why: an insert that was done before its offsets were committed must be repeated with the same bounds, or the
--   column store cannot know it again. The bounds are marked here before each insert. Only used where the bus
--   outlives the process (Kafka). No tenant's data: offsets only.
-- Locks: none. Rollback: drop the table.

create table sink_marks (
  topic text not null,
  partition integer not null,
  -- Another log's offsets mean nothing here.
  log_id text not null,
  -- First offset after the insert.
  end_offset bigint not null,
  primary key (topic, partition)
);
