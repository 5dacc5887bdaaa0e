-- Why: a sink that slept, or lost the broker, may not know yet that another has its partition. What it would insert
--   then has bounds that the other cannot know, so the rows would be there twice. Whoever takes a partition over
--   claims its mark in the same statement that reads it, and a mark of any other owner is refused from then on.
--   The start of the insert is kept too: what lies before it is stored, wherever the committed offset stands.
-- Locks: sink_marks for a moment. Rollback: drop the two columns; then a sink that wakes up may double rows.

alter table sink_marks
  -- First offset of the insert; 0 says nothing.
  add column start_offset bigint not null default 0,
  -- One taking over, by one process.
  add column owner uuid;
