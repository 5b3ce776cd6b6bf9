-- Prefixes of words: every letter typed narrows the result.
create index if not exists :table_by_prefix on :schema.:table using gin (lexemes);
-- Several words at once, and mistyped ones where the prefixes find too little: trigrams.
create index if not exists :table_by_likeness on :schema.:table using gin (text gin_trgm_ops);
-- What one owner may find: looked through newest first.
create index if not exists :table_by_owner on :schema.:table (owner_id, id);
