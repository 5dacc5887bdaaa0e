-- Why: a second factor, passkeys, single-use links, mails that survive a crash, and limits on guessing that all
--   processes share. People are above tenants, so nothing here carries one.
-- Locks: a short exclusive one on auth_session, for a column with a constant default.
-- Rollback: drop the tables and the column.

-- better-auth touches updated_at once a day; a list of devices wants to be nearer to the truth.
alter table auth_session add column last_seen_at timestamptz not null default now();

-- Time-based codes (RFC 6238). It counts from `confirmed_at` on: an enrolment that was begun and left is none.
create table second_factors (
  user_id uuid primary key references auth_user on delete cascade,
  -- Sealed by the secret box.
  secret_sealed text not null,
  confirmed_at timestamptz,
  -- The step of the last code that was accepted: a code works once (RFC 6238, 5.2).
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table backup_codes (
  user_id uuid not null references second_factors on delete cascade,
  -- SHA-256 is enough for 79 random bits. A code that was used is gone.
  code_sha256 bytea not null,
  primary key (user_id, code_sha256)
);

create table passkeys (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  name text not null,
  -- Base64url, as browsers name it.
  credential_id text not null unique,
  -- COSE.
  public_key bytea not null,
  -- Of the authenticator; one that goes backwards is a copy. 0 where it does not count.
  counter bigint not null default 0,
  transports text[] not null default '{}',
  -- Copied to the person's other devices by their platform.
  backed_up boolean not null default false,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_of_user on passkeys (user_id);

-- Links in mails, challenges of passkeys, sign-ins that wait for their second factor: random, and used once.
create table one_time_tokens (
  token_sha256 bytea primary key,
  purpose text not null,
  -- Null while nobody knows who it will be.
  user_id uuid references auth_user on delete cascade,
  data jsonb not null default '{}',
  expires_at timestamptz not null
);
create index one_time_tokens_of_user on one_time_tokens (user_id, purpose);
create index one_time_tokens_by_expiry on one_time_tokens (expires_at);

-- Attempts in fixed windows. Unlogged: a crash that forgets them costs a guesser's window, a log of each would cost more.
create unlogged table attempt_counts (
  key text primary key,
  taken integer not null,
  ends_at timestamptz not null
);
create index attempt_counts_by_end on attempt_counts (ends_at);

-- Mails that wait; one that was sent is gone.
create table mails (
  id uuid primary key,
  template text not null,
  recipient text not null,
  -- Subject and bodies, sealed by the secret box: they hold links that open accounts. Null once it was given up.
  content_sealed text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- What it says is of no use afterwards.
  expires_at timestamptz not null,
  failed_at timestamptz,
  last_error text,
  created_at timestamptz not null default now()
);
create index mails_due on mails (next_attempt_at) where failed_at is null;
