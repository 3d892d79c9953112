--liquibase formatted sql logicalFilePath:carillon/050-unseen.sql

--changeset carillon:unseen stripComments:false
--comment: since when each message waits, by this database's clock, and in which digest it was mailed

-- On the very rows that the badge counts, so that there is one truth. No UPDATE, which the table's watch would log.
ALTER TABLE unread ADD since timestamptz NOT NULL DEFAULT now();
ALTER TABLE unread ADD digest uuid;
-- Without it each look for what is due would read all that was mailed long ago, and never read.
CREATE INDEX unread_not_mailed ON unread (reader, since) WHERE digest IS NULL;
--rollback ALTER TABLE unread DROP digest;
--rollback ALTER TABLE unread DROP since;
