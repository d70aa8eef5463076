-- What was read in the documents: dropped and made anew when the program or its models change,
-- never migrated. Which analysis the tables hold stands in `analysis`.

CREATE TABLE analysis (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  name TEXT NOT NULL,                -- program and models; 'rebuilding' until a rebuild is done
  generation INTEGER NOT NULL        -- goes up with every change to documents or readings
) STRICT;

CREATE TABLE readings (
  document INTEGER PRIMARY KEY REFERENCES documents(number) ON DELETE CASCADE,
  packed BLOB NOT NULL,              -- the document record, in json's form, a zstd frame
  sketch BLOB NOT NULL,              -- the same of its sketch
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  published TEXT NOT NULL,
  modified TEXT NOT NULL,
  page INTEGER NOT NULL,             -- PageKind
  attribution_count INTEGER NOT NULL,
  claim_count INTEGER NOT NULL,
  current INTEGER NOT NULL           -- 0: another version of the URL took its place
) STRICT;

-- Index terms by which candidates for a comparison are found.
CREATE TABLE sketch_keys (
  key INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_keys_by_document ON sketch_keys(document);

-- What connects two documents; `first` has the smaller id.
CREATE TABLE pair_matches (
  first INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  second INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  packed BLOB NOT NULL,
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_matches_by_second ON pair_matches(second);

CREATE TABLE entities (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  type INTEGER NOT NULL,             -- EntityType
  mention_count INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_by_name ON entities(folded);

CREATE TABLE attributions (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source_name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind INTEGER NOT NULL,             -- SourceKind
  entity INTEGER,                    -- position in entities
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  attribution INTEGER,               -- position in attributions
  voice INTEGER NOT NULL,            -- Voice
  UNIQUE (document, position)
) STRICT;

CREATE TABLE places (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  folded TEXT NOT NULL,              -- of the gazetteer's name
  words TEXT NOT NULL,               -- folded, as the text has them
  gazetteer TEXT NOT NULL,
  UNIQUE (document, position)
) STRICT;
CREATE INDEX places_by_name ON places(folded);
CREATE INDEX places_by_gazetteer ON places(gazetteer);

CREATE TABLE claim_places (
  claim INTEGER NOT NULL REFERENCES claims(number) ON DELETE CASCADE,
  place INTEGER NOT NULL REFERENCES places(number) ON DELETE CASCADE,
  PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;

-- Words to search claims by, folded; rowid is claims.number. Virtual tables know no cascades: rows
-- go with their claims by the triggers below.
CREATE VIRTUAL TABLE claim_words USING fts5(clause, context, tokenize = 'porter unicode61');
CREATE TRIGGER claims_gone AFTER DELETE ON claims BEGIN
  DELETE FROM claim_words WHERE rowid = old.number;
END;

-- Points on the globe; id is places.number.
CREATE VIRTUAL TABLE place_points USING rtree(number, south, north, west, east);
CREATE TRIGGER places_gone AFTER DELETE ON places BEGIN
  DELETE FROM place_points WHERE number = old.number;
END;

-- The groups that the documents of one generation make.
CREATE TABLE groupings (
  generation INTEGER PRIMARY KEY,
  packed BLOB NOT NULL
) STRICT;
