--liquibase formatted sql logicalFilePath:carillon/062-audit.sql

--changeset carillon:audit stripComments:false splitStatements:false
--comment: every change of the watched tables, for as long as auditors want it and not only as long as clients may be away

-- In this schema, where nobody else may enter: it has the rows of tables that not everybody may read.
CREATE TABLE carillon.audit (
  epoch      int         NOT NULL,
  n          bigint      NOT NULL,
  at         timestamptz NOT NULL,
  tx         xid8,
  topic      text        NOT NULL,
  table_name text        NOT NULL,
  op         text        NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'truncate', 'gap')),
  key        json,
  key_text   text,                               -- its values by comma, as people ask for it
  old        json,
  new        json,                               -- of a gap: why it is there, and between which positions
  changed    text[],
  who        text,                               -- null: not known
  PRIMARY KEY (epoch, n)
);
-- A key may be longer than an index takes, a name is cut where it is stored
CREATE INDEX audit_row ON carillon.audit (table_name, left(key_text, 200), epoch, n);
CREATE INDEX audit_table ON carillon.audit (table_name, epoch, n);
CREATE INDEX audit_who ON carillon.audit (who, epoch, n);
CREATE INDEX audit_at ON carillon.audit (at);

-- It begins with the oldest change that is still in the log.
INSERT INTO carillon.observed (observer, epoch, n)
  SELECT 'audit', b.epoch, b.first - 1 FROM carillon.batches b ORDER BY b.first, b.count LIMIT 1;
--rollback DELETE FROM carillon.observed WHERE observer = 'audit';
--rollback DROP TABLE carillon.audit;
