-- No command had written to the log when it took this form. It is only ever appended to: that an entry is undone
-- follows from the later one that names it.
DROP TABLE decisions;
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  verb TEXT NOT NULL,                -- set, link, reject, merge, split, note, undo
  about TEXT NOT NULL,               -- what it is about, JSON: [{kind, document, spans, words}]; spans in bytes
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,          -- ISO 8601, UTC
  undoes INTEGER REFERENCES decisions(number)
) STRICT;
