-- What came in from outside and cannot be made again. Later versions migrate these tables; see
-- derived.sql for those that are simply dropped.

-- Bytes as fetched, once however many documents have them.
CREATE TABLE originals (
  number INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL               -- a zstd frame
) STRICT;

-- A document is what one URL (or no URL) gave at one time. `id` is the beginning of `full_hash`.
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  full_hash TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,                 -- empty: not known
  original INTEGER NOT NULL REFERENCES originals(number)
) STRICT;
CREATE INDEX documents_by_url ON documents(url) WHERE url <> '';
CREATE INDEX documents_by_original ON documents(original);

-- Where and how a document was come by, with what its carrier declares about it. The first one by
-- (captured, path, …), those with a capture time before those without, is what the reading is made
-- from; so it does not matter in which order they came.
CREATE TABLE sightings (
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  captured TEXT NOT NULL,
  path TEXT NOT NULL,
  input_id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  charset TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  publisher TEXT NOT NULL,
  PRIMARY KEY (document, captured, path, input_id, media_type, charset, title, published, publisher)
) STRICT, WITHOUT ROWID;

-- The analyst's log: only ever appended to. An undone decision names the one that undid it.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  decided_at TEXT NOT NULL,          -- ISO 8601, UTC
  decided_by TEXT NOT NULL,
  verb TEXT NOT NULL,                -- set, link, reject, merge, split, note, undo
  subject TEXT NOT NULL,
  object TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  undone_by INTEGER REFERENCES decisions(number)
) STRICT;
