-- The catalogue: what the holdings hold, for finding and for planning audits.
-- All of it comes from the ledger and the packages and can be made anew from
-- them; `seal` columns are SHA-256 over their row, because SQLite itself does
-- not notice a flipped bit in a value.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE packages (
  row        INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  summary    TEXT    NOT NULL,          -- JSON, as the ledger has it
  ingested   INTEGER NOT NULL,          -- milliseconds since 1970, UTC
  version    INTEGER NOT NULL,          -- the newest; what follows is of it
  ledger_at  INTEGER NOT NULL,          -- offset of its entry, bytes
  files      INTEGER NOT NULL,          -- all of the package
  bytes      INTEGER NOT NULL,
  archive    TEXT    NOT NULL,          -- parts of the reference as search keys
  fond       TEXT    NOT NULL,
  opis       TEXT    NOT NULL,
  delo       TEXT    NOT NULL,
  volume     TEXT    NOT NULL,
  box        TEXT    NOT NULL,
  folder     TEXT    NOT NULL,
  item       TEXT    NOT NULL,
  date_from  TEXT    NOT NULL,          -- first day of what it is about, '1951-01-19'; '': unknown
  date_to    TEXT    NOT NULL,          -- last day
  seal       TEXT    NOT NULL
);
CREATE INDEX packages_by_delo ON packages (delo, fond, box, folder, item);
CREATE INDEX packages_by_box ON packages (fond, box);

CREATE TABLE versions (
  package TEXT    NOT NULL,             -- id
  number  INTEGER NOT NULL,             -- 1 …
  time    INTEGER NOT NULL,             -- milliseconds since 1970, UTC
  item    TEXT    NOT NULL,             -- that brought it
  batch   TEXT    NOT NULL,
  files   INTEGER NOT NULL,             -- payload files of its whole state
  PRIMARY KEY (package, number)
) WITHOUT ROWID;

CREATE TABLE leaves (
  package INTEGER NOT NULL REFERENCES packages (row),
  number  INTEGER NOT NULL,
  letter  TEXT    NOT NULL,
  PRIMARY KEY (package, number, letter)
) WITHOUT ROWID;

-- Where sides of leaves are, as the package's PREMIS record tells.
CREATE TABLE places (
  package INTEGER NOT NULL REFERENCES packages (row),
  number  INTEGER NOT NULL,
  letter  TEXT    NOT NULL,
  side    INTEGER NOT NULL,             -- 0 recto, 1 verso
  path    TEXT    NOT NULL,             -- within the package
  page    INTEGER NOT NULL,             -- of the file, from 1; 0: all of it
  PRIMARY KEY (package, number, letter, side, path, page)
) WITHOUT ROWID;

CREATE TABLE files (
  package INTEGER NOT NULL REFERENCES packages (row),
  path    TEXT    NOT NULL,             -- within the package, bytes
  size    INTEGER NOT NULL,             -- bytes
  sha256  TEXT    NOT NULL,
  PRIMARY KEY (package, path)
) WITHOUT ROWID;

CREATE TABLE copies (
  package   TEXT    NOT NULL,           -- id; a copy may be known before its package
  store     TEXT    NOT NULL,
  ledger_at INTEGER NOT NULL,           -- offset of the entry that tells its inventory's digest
  verified  INTEGER NOT NULL,           -- when every byte was last read and found right; 0: never
  state     TEXT    NOT NULL,           -- 'intact' 'faulty'
  seal      TEXT    NOT NULL,
  PRIMARY KEY (package, store)
) WITHOUT ROWID;
CREATE INDEX copies_by_age ON copies (verified, package, store);

CREATE TABLE stores (
  name TEXT PRIMARY KEY,
  path TEXT NOT NULL
) WITHOUT ROWID;

-- Transcriptions and translations, for snippets: an index of words keeps no text.
CREATE TABLE texts (
  package  INTEGER NOT NULL REFERENCES packages (row),
  path     TEXT    NOT NULL,            -- within the package
  kind     TEXT    NOT NULL,            -- 'transcription' 'translation'
  language TEXT    NOT NULL,            -- BCP 47, as the text itself tells; '': it does not
  sheets   TEXT    NOT NULL,            -- "offset label leaf …": where sheets begin, '-' for none
  remark   TEXT    NOT NULL,            -- why it is not the whole text; '': it is
  fault    TEXT    NOT NULL,            -- 'damaged' in every copy, 'failed' to be read; '': neither
  size     INTEGER NOT NULL,            -- bytes
  text     TEXT    NOT NULL,            -- UTF-8, deflated
  seal     TEXT    NOT NULL,
  PRIMARY KEY (package, path)
);

-- rowid: packages.row.  Words as search_token() makes them (word_stem.h), a blank
-- between them; facets are what is filtered by, "~f45" (facets.h).  Beginnings of three and
-- four letters have an index of their own: each is of hundreds of words.
CREATE VIRTUAL TABLE words USING fts5 (
  facets, reference, title, names, description, transcription, translation,
  content = '', prefix = '3 4', tokenize = "ascii tokenchars '~'"
);
