-- What feeds declare about their items besides: authors (one a line), when they were last changed, and
-- that it was a feed that declared it.
CREATE TABLE sightings_2 (
  document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
  captured TEXT NOT NULL,
  path TEXT NOT NULL,
  input_id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  charset TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  publisher TEXT NOT NULL,
  modified TEXT NOT NULL,
  authors TEXT NOT NULL,
  from_feed INTEGER NOT NULL,
  PRIMARY KEY (document, captured, path, input_id, media_type, charset, title, published, publisher, modified,
               authors, from_feed)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings_2 SELECT *, '', '', 0 FROM sightings;
DROP TABLE sightings;
ALTER TABLE sightings_2 RENAME TO sightings;
