-- Prefixes of words: every letter typed narrows the result.
create index if not exists :table_by_prefix on :schema.:table using gin (lexemes);
-- Mistyped words: trigrams, asked only when the prefixes find too little.
create index if not exists :table_by_likeness on :schema.:table using gin (text gin_trgm_ops);
