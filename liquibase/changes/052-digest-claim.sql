--liquibase formatted sql logicalFilePath:carillon/052-digest-claim.sql

--changeset carillon:digest-claim stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: takes what is due for the next user, for one node alone. It is marked as mailed when the caller commits, which must be before he mails it

-- Without FOR UPDATE two nodes would each mail a part of what one user is owed; without SKIP LOCKED they would wait for each other. Whoever
-- comes just after another has committed finds the user still due, by his older snapshot, and no message any more: he goes on to the next.
CREATE FUNCTION digest_claim(older_than interval, beyond int, most int)
RETURNS TABLE (digest uuid, reader int, name varchar, email varchar, token uuid, total bigint,
               channel varchar, sender varchar, created_at timestamptz, content text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  subscription digest_subscription;
  claimed      uuid := gen_random_uuid();
  messages     bigint := 0;
BEGIN
  WHILE messages = 0 LOOP
    SELECT s.* INTO subscription FROM digest_subscription s
     WHERE s.wanted AND s.appuser > beyond AND EXISTS (
       SELECT FROM unread u WHERE u.reader = s.appuser AND u.digest IS NULL AND u.since < now() - older_than)
     ORDER BY s.appuser LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      RETURN;
    END IF;
    -- Whom somebody is just striking off as seen, is skipped: he is seen
    WITH due AS (
      SELECT u.reader, u.message FROM unread u
       WHERE u.reader = subscription.appuser AND u.digest IS NULL AND u.since < now() - older_than
       FOR UPDATE SKIP LOCKED)
    UPDATE unread u SET digest = claimed FROM due WHERE u.reader = due.reader AND u.message = due.message;
    GET DIAGNOSTICS messages = ROW_COUNT;
    beyond := subscription.appuser;
  END LOOP;
  -- All are marked and counted; the newest are shown, each no longer than a mail can bear
  RETURN QUERY
    SELECT claimed, subscription.appuser, r.fullname, subscription.email, subscription.token, messages,
           m.channel, w.fullname, m.created_at, CASE WHEN length(m.content) > 1000 THEN left(m.content, 1000) || '…' ELSE m.content END
      FROM (SELECT u.message FROM unread u WHERE u.reader = subscription.appuser AND u.digest = claimed ORDER BY u.message DESC LIMIT most) u
      JOIN message m ON m.id = u.message JOIN appuser w ON w.id = m.sender JOIN appuser r ON r.id = subscription.appuser
     ORDER BY m.channel, m.id;
END $$;
--rollback DROP FUNCTION digest_claim(interval, int, int);
