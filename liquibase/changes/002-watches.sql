--liquibase formatted sql logicalFilePath:carillon/002-watches.sql

--changeset carillon:watches stripComments:false
--comment: a watch never changes; altering one ends it and begins another, so that a logged change reads the same for ever
CREATE TABLE carillon.watches (
  id         int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  relation   regclass    NOT NULL,               -- by identity: survives a rename of the table
  table_name text        NOT NULL,               -- schema.table when the watch began; what subscribers are told
  topic      text        NOT NULL,               -- a name, or a template over the row such as chat/{channel}
  key        text[],                             -- primary key columns in order; null: the table has none
  began      timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended      timestamptz
);
-- without it two concurrent carillon.watch calls could both begin a watch, and every change would be logged twice
CREATE UNIQUE INDEX watches_one_per_relation ON carillon.watches (relation) WHERE ended IS NULL;
--rollback DROP TABLE carillon.watches;
