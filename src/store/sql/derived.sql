-- What was read in the documents: dropped and made anew when the program or its models change,
-- never migrated. Which analysis the tables hold stands in `analysis`.

CREATE TABLE analysis (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  name TEXT NOT NULL,                -- program and models; 'rebuilding' until a rebuild is done
  generation INTEGER NOT NULL        -- goes up with every change to documents or readings
) STRICT;

CREATE TABLE readings (
  document INTEGER PRIMARY KEY REFERENCES documents(number) ON DELETE CASCADE,
  id TEXT NOT NULL,                  -- the document's: lists are sorted by it
  part_count INTEGER NOT NULL,       -- of the outline; 0: no article, so it is in no group
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

-- What a listing without a place or source looks at: skipping a thousand pages reads nothing else.
CREATE INDEX readings_by_date ON readings(current, published = '', published, id, claim_count);

-- Apart, so that a look at many readings does not go through their contents. The longest is the last.
CREATE TABLE packed_readings (
  document INTEGER PRIMARY KEY REFERENCES readings(document) ON DELETE CASCADE,
  sketch BLOB NOT NULL,              -- in json's form, a zstd frame
  outline BLOB NOT NULL,             -- the same
  packed BLOB NOT NULL               -- and of the document record
) STRICT;

-- Index terms by which candidates for a comparison are found, in tables that run over into the next
-- (sqlite_keys.cpp). `day`: the Julian one on which the document was published; null: unknown.
CREATE TABLE fresh_keys (
  key INTEGER NOT NULL,
  document INTEGER NOT NULL,         -- a reading; whoever drops that drops its keys
  day INTEGER,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE recent_keys (
  key INTEGER NOT NULL,
  document INTEGER NOT NULL,
  day INTEGER,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE sketch_keys (
  key INTEGER NOT NULL,
  document INTEGER NOT NULL,
  day INTEGER,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;

-- What connects two documents; `first` has the smaller id.
CREATE TABLE pair_matches (
  first INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  second INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  packed BLOB NOT NULL,
  connected INTEGER NOT NULL,        -- 0: alike only, without a shared passage or claim
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_matches_by_second ON pair_matches(second);

-- Of these what grouping follows, each both ways: pairs of parts that are strong,
CREATE TABLE strong_pairs (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  other INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  other_part INTEGER NOT NULL,
  PRIMARY KEY (document, part, other, other_part)
) STRICT, WITHOUT ROWID;
CREATE INDEX strong_pairs_by_other ON strong_pairs(other);

-- and linked claims of which one may be told in passing.
CREATE TABLE claim_links (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  claim INTEGER NOT NULL,
  other INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  other_claim INTEGER NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (document, claim, other, other_claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_links_by_other ON claim_links(other);

CREATE TABLE entities (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  type INTEGER NOT NULL,             -- EntityType
  mention_count INTEGER NOT NULL,
  packed BLOB NOT NULL,              -- the record, in json's form
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source_name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind INTEGER NOT NULL,             -- SourceKind
  entity INTEGER,                    -- position in entities
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attributions_by_name ON attributions(folded);

CREATE TABLE claims (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES readings(document) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,             -- of the outline
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

-- Groups. They follow from what stands above and the analyst's log; what is touched is made anew before groups are
-- read again (sqlite_groups.cpp). The first five say how they came about, the others what they are.

-- Documents that came, or changed, since groups were made.
CREATE TABLE touched (document INTEGER PRIMARY KEY) STRICT;

-- Parts that hang together by strong pairs; what they are grouped into follows from them alone.
CREATE TABLE units (
  number INTEGER PRIMARY KEY,
  ruled INTEGER NOT NULL             -- 1: the analyst has ruled on it; its stories have unit 0
) STRICT;
CREATE TABLE unit_parts (
  document INTEGER NOT NULL,
  part INTEGER NOT NULL,
  unit INTEGER NOT NULL REFERENCES units(number) ON DELETE CASCADE,
  PRIMARY KEY (document, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_parts_by_unit ON unit_parts(unit);

-- Allegations that several documents tell of, before asides join them, and their claims.
CREATE TABLE told (
  id TEXT PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES units(number) ON DELETE CASCADE,
  first_day INTEGER,                 -- that it is about, since 1970
  last_day INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_unit ON told(unit);
CREATE TABLE told_claims (
  document INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  told TEXT NOT NULL REFERENCES told(id) ON DELETE CASCADE,
  PRIMARY KEY (document, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_claims_by_told ON told_claims(told);

-- Claims told in passing, and the allegation that they join.
CREATE TABLE asides (
  document INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  told TEXT NOT NULL,
  PRIMARY KEY (document, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX asides_by_told ON asides(told);

CREATE TABLE narratives (
  number INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  claim_count INTEGER NOT NULL,
  document_count INTEGER NOT NULL
) STRICT;
CREATE INDEX narratives_by_unit ON narratives(unit);
CREATE INDEX narratives_by_id ON narratives(id);
CREATE INDEX narratives_in_order ON narratives(document_count DESC, id, label);
CREATE TABLE narrative_documents (
  narrative INTEGER NOT NULL REFERENCES narratives(number) ON DELETE CASCADE,
  document INTEGER NOT NULL,
  PRIMARY KEY (narrative, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX narrative_documents_by_document ON narrative_documents(document);

CREATE TABLE allegations (
  number INTEGER PRIMARY KEY,
  narrative INTEGER NOT NULL REFERENCES narratives(number) ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- in its narrative
  id TEXT NOT NULL,
  label TEXT NOT NULL
) STRICT;
CREATE INDEX allegations_by_narrative ON allegations(narrative, position);
CREATE INDEX allegations_by_id ON allegations(id);
CREATE TABLE allegation_claims (
  allegation INTEGER NOT NULL REFERENCES allegations(number) ON DELETE CASCADE,
  document INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (allegation, document, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX allegation_claims_by_document ON allegation_claims(document, claim);

-- Entities that are one across documents, by the number of the group.
CREATE TABLE entity_groups (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  packed BLOB NOT NULL               -- the record without its members
) STRICT;
CREATE TABLE entity_members (
  document INTEGER NOT NULL,
  position INTEGER NOT NULL,
  entity_group INTEGER NOT NULL REFERENCES entity_groups(number) ON DELETE CASCADE,
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_members_by_group ON entity_members(entity_group);
