--liquibase formatted sql logicalFilePath:carillon/003-log.sql

--changeset carillon:log stripComments:false
--comment: what triggers append to; order within a transaction is that of lsn, order between transactions is given by a cut

-- The leaf that is written now. A sequence, because its last value is read without a lock and moved without waiting for writers.
CREATE SEQUENCE carillon.leaf MINVALUE 0 MAXVALUE 3 START 0 CYCLE;

CREATE TABLE carillon.log (
  xid   xid8        NOT NULL DEFAULT pg_current_xact_id(),   -- of the top-level transaction, inside savepoints too
  -- Where the WAL stood just before this row: whoever writes later has a higher one, since the row itself moves it on. Not a
  -- sequence: a trigger that draws from one changes what lastval() tells the writer, by which JPA providers learn a new row's id.
  lsn   pg_lsn      NOT NULL DEFAULT pg_current_wal_insert_lsn(),
  at    timestamptz NOT NULL DEFAULT clock_timestamp(),      -- information only: clocks go back
  watch int         NOT NULL,
  leaf  smallint    NOT NULL,                                -- routing only: retention truncates whole leaves
  op    "char"      NOT NULL,                                -- I, U, D or T
  old   json,                                                -- json, not jsonb: cheaper to write, keeps the columns' order
  new   json
) PARTITION BY LIST (leaf);
CREATE TABLE carillon.log_0 PARTITION OF carillon.log FOR VALUES IN (0);
CREATE TABLE carillon.log_1 PARTITION OF carillon.log FOR VALUES IN (1);
CREATE TABLE carillon.log_2 PARTITION OF carillon.log FOR VALUES IN (2);
CREATE TABLE carillon.log_3 PARTITION OF carillon.log FOR VALUES IN (3);
-- without it a cut would read the whole log to find the transactions that are new
CREATE INDEX log_xid_lsn ON carillon.log (xid, lsn);
--rollback DROP TABLE carillon.log;
--rollback DROP SEQUENCE carillon.leaf;
