--liquibase formatted sql logicalFilePath:carillon/031-message-edited.sql

--changeset carillon:message-edited stripComments:false
ALTER TABLE message ADD edited_at timestamptz;
CREATE INDEX message_channel ON message (channel, id);

-- The channels in use, by one look into the index for each: messages are kept for ever, and DISTINCT would read them all.
CREATE VIEW channel (name) AS
  WITH RECURSIVE found AS (
    (SELECT m.channel FROM message m ORDER BY m.channel LIMIT 1)
    UNION ALL
    SELECT (SELECT m.channel FROM message m WHERE m.channel > f.channel ORDER BY m.channel LIMIT 1) FROM found f WHERE f.channel IS NOT NULL
  )
  SELECT f.channel FROM found f WHERE f.channel IS NOT NULL;
--rollback DROP VIEW channel;
--rollback DROP INDEX message_channel;
--rollback ALTER TABLE message DROP edited_at;
