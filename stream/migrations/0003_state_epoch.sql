-- Why: one stream process at a time decides states. One that was deposed and does not know it yet must not write
--   over its successor's states: each leader takes a new epoch when it loads, and a save of any other epoch is
--   refused. The row is locked by both, so a save is either loaded by the successor or refused.
-- Locks: none. Rollback: drop the table; then only one stream process may run.

create table device_state_epoch (
  -- There is one row.
  only_row boolean primary key default true check (only_row),
  epoch bigint not null
);
insert into device_state_epoch (epoch) values (0);
