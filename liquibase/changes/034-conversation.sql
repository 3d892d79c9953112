--liquibase formatted sql logicalFilePath:carillon/034-conversation.sql

--changeset carillon:conversation stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: messages as people speak of them, to be read and to be inserted into

CREATE VIEW conversation (sender_name, channel, content) AS
  SELECT u.fullname, m.channel, m.content FROM message m JOIN appuser u ON u.id = m.sender ORDER BY m.id;

CREATE OR REPLACE FUNCTION conversation_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  senders int[] := ARRAY(SELECT id FROM appuser WHERE fullname = NEW.sender_name);
BEGIN
  IF cardinality(senders) <> 1 THEN
    RAISE check_violation USING TABLE = 'conversation', COLUMN = 'sender_name', MESSAGE = format(
      'sender_name must be the name of one user, but "%s" is that of %s', NEW.sender_name, cardinality(senders));
  END IF;
  INSERT INTO message (sender, channel, content) VALUES (senders[1], NEW.channel, NEW.content);
  RETURN NEW;
END $$;

-- Without it PostgreSQL refuses to insert into a view over two tables.
CREATE TRIGGER conversation_insert INSTEAD OF INSERT ON conversation FOR EACH ROW EXECUTE FUNCTION conversation_insert();
--rollback DROP VIEW conversation;
--rollback DROP FUNCTION conversation_insert();
