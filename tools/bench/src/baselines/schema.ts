/** The tables of the baselines: what the rules need, and an index for each question, but no log and no sessions. */
export const SCHEMA = `
  create table drops (
    id uuid primary key,
    total integer not null,
    available integer not null check (available >= 0)
  ) with (fillfactor = 50);
  create table reservations (
    id uuid primary key,
    drop_id uuid not null,
    shopper_id uuid not null,
    size text not null,
    status text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
  );
  create unique index one_pair_each on reservations (drop_id, shopper_id) where status = 'active';
  create index due on reservations (expires_at) where status = 'active';
`;
