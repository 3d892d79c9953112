--liquibase formatted sql logicalFilePath:carillon/090-observer-state.sql

--changeset carillon:observer-state stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: how observers are that keep their place in the database; what they could not do is kept for people to decide

-- A row for each, beside its place. Whoever works, or steers, locks it first: so there is one round at a time, and none while its place is set.
-- It is written only when something fails or is steered, so locking it leaves no dead rows.
CREATE TABLE carillon.observer_state (
  observer  text        PRIMARY KEY,
  paused    boolean     NOT NULL DEFAULT false,
  tries     int         NOT NULL DEFAULT 0,      -- how often the change that is next has failed
  error     text,
  failed_at timestamptz,
  try_at    timestamptz                          -- not before that
);
INSERT INTO carillon.observer_state (observer) SELECT DISTINCT o.observer FROM carillon.observed o;

-- Which node moved it there. A default, so that functions which know of no nodes tell it as well.
ALTER TABLE carillon.observed ADD node text DEFAULT nullif(current_setting('carillon.node', true), '');

-- Changes that were given up after so many tries. The change is here, and not only its position: retention waits for nobody.
CREATE TABLE carillon.dead_letter (
  observer text        NOT NULL,
  epoch    int         NOT NULL,
  n        bigint      NOT NULL,
  change   json        NOT NULL,
  error    text        NOT NULL,
  tries    int         NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (observer, epoch, n)
);
--rollback DROP TABLE carillon.dead_letter;
--rollback ALTER TABLE carillon.observed DROP node;
--rollback DROP TABLE carillon.observer_state;
