--liquibase formatted sql logicalFilePath:carillon/033-unread.sql

--changeset carillon:unread stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: which messages whom still wait for. Rows, and not the id up to which one has read: ids commit out of order, and a late one below it would count as read

CREATE TABLE unread (
  reader  int     NOT NULL REFERENCES appuser ON DELETE CASCADE,
  message bigint  NOT NULL REFERENCES message ON DELETE CASCADE,
  channel varchar NOT NULL,
  PRIMARY KEY (reader, message)
);
CREATE INDEX unread_message ON unread (message);
SELECT carillon.watch('unread', topic => 'unread/{reader}');

CREATE OR REPLACE FUNCTION message_unread() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO unread (reader, message, channel)
  SELECT u.id, m.id, m.channel FROM inserted m JOIN appuser u ON u.id <> m.sender
   WHERE m.channel NOT LIKE 'direct/%' OR u.id::text IN (split_part(m.channel, '/', 2), split_part(m.channel, '/', 3));
  RETURN NULL;
END $$;

-- Without it nobody has anything to read. Its name comes after the log's own trigger, so the message is logged before what it causes.
CREATE TRIGGER message_unread AFTER INSERT ON message REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION message_unread();
--rollback DROP TRIGGER message_unread ON message;
--rollback DROP FUNCTION message_unread();
--rollback SELECT carillon.unwatch('unread');
--rollback DROP TABLE unread;
