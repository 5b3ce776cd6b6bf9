-- What proves who somebody is. It is in no event and in no other schema; only auth-service may see it.
create schema auth;

-- One row a user. A user's events say that a password was set; which one it is stands here alone.
create table auth.credentials (
  user_id uuid primary key,
  -- hex HMAC-SHA256(lookup key, e-mail in normal form)
  login text collate "C" not null unique,
  -- Argon2id, PHC string
  hash text not null,
  must_change boolean not null,
  -- Of the event that says this password was set: an older one, sent again, does not bring an older password back.
  revision integer not null,
  set_at timestamptz not null default now()
);

-- A session: every refresh token that followed from one sign-in.
create table auth.families (
  id uuid primary key,
  user_id uuid not null,
  started_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index families_of_a_user on auth.families (user_id);
create index families_by_expiry on auth.families (expires_at);

create table auth.refresh_tokens (
  -- SHA-256 of the token: what is stored cannot be sent.
  hash bytea primary key,
  family_id uuid not null references auth.families on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_of_a_family on auth.refresh_tokens (family_id);

-- Counted tries by hashed key, shared by all replicas. Nothing is lost with them but a little patience.
create unlogged table auth.tries (
  key text collate "C" primary key,
  hits integer not null,
  reset_at timestamptz not null
);
create index tries_by_reset on auth.tries (reset_at);

grant usage on schema auth to crm_auth;
grant select, insert, update, delete on all tables in schema auth to crm_auth;
