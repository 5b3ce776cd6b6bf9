create table :schema.:table (
  id uuid primary key,
  owner_id uuid,
  archived boolean not null,
  first_name text,
  last_name text,
  company_name text,
  emails jsonb not null,
  phones jsonb not null,
  tags text[] not null,
  words text[] not null,
  lexemes tsvector generated always as (array_to_tsvector(words)) stored,
  text text not null
);
-- Only their lexemes are asked for, and the text by its index.
alter table :schema.:table
  alter column emails set statistics 0,
  alter column phones set statistics 0,
  alter column words set statistics 0
