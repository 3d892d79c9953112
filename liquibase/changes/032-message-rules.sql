--liquibase formatted sql logicalFilePath:carillon/032-message-rules.sql

--changeset carillon:message-rules stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: a BEFORE trigger that refuses, in sentences for people: whoever writes, REST, JPA or psql, is told the same

-- check_violation with a COLUMN is what Carillon passes on to REST clients as a 422 problem. A direct question has the channel
-- direct/{customer}/{staff}.
CREATE OR REPLACE FUNCTION message_rules() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  pair int[];
BEGIN
  IF NEW.channel IS NULL OR NEW.channel !~ '[^[:space:]]' THEN
    RAISE check_violation USING TABLE = 'message', COLUMN = 'channel', MESSAGE = 'channel must not be blank';
  ELSIF octet_length(NEW.channel) > 48 OR NEW.channel ~ '^[[:space:]]|[[:space:]]$|[*[:cntrl:]]' THEN
    RAISE check_violation USING TABLE = 'message', COLUMN = 'channel', MESSAGE = format(
      'channel must be at most 48 bytes without *, control characters and blanks around it, but is "%s"', left(NEW.channel, 60));
  ELSIF NEW.content IS NULL OR NEW.content !~ '[^[:space:]]' THEN
    RAISE check_violation USING TABLE = 'message', COLUMN = 'content', MESSAGE = 'content must not be blank';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.channel, NEW.sender) IS DISTINCT FROM (OLD.channel, OLD.sender) THEN
      -- Readers of the channel that it left would never learn of it: a change has one topic
      RAISE check_violation USING TABLE = 'message', COLUMN = 'channel', MESSAGE = format(
        'channel and sender of a message must stay as they are, but message %s would change from "%s" to "%s"', OLD.id, OLD.channel, NEW.channel);
    ELSIF NEW.content IS DISTINCT FROM OLD.content THEN
      NEW.edited_at := clock_timestamp();
    END IF;
  ELSIF NEW.channel LIKE 'direct/%' THEN
    pair := regexp_match(NEW.channel, '^direct/([1-9][0-9]{0,8})/([1-9][0-9]{0,8})$')::int[];
    IF pair IS NULL OR NOT NEW.sender = ANY (pair)
       OR NOT EXISTS (SELECT FROM appuser WHERE id = pair[1] AND role = 'customer')
       OR NOT EXISTS (SELECT FROM appuser WHERE id = pair[2] AND role = 'staff') THEN
      RAISE check_violation USING TABLE = 'message', COLUMN = 'channel', MESSAGE = format(
        'a direct channel must be direct/{customer}/{staff} with the sender among the two, but is "%s" for sender %s', NEW.channel, NEW.sender);
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- Without it a message that nobody can find or read is stored, and an edit looks like the original.
CREATE TRIGGER message_rules BEFORE INSERT OR UPDATE ON message FOR EACH ROW EXECUTE FUNCTION message_rules();
--rollback DROP TRIGGER message_rules ON message;
--rollback DROP FUNCTION message_rules();
