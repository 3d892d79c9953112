--liquibase formatted sql logicalFilePath:carillon/094-digest-outbox.sql

--changeset carillon:digest-outbox stripComments:false splitStatements:false rollbackSplitStatements:false
--comment: what is due is claimed by a row in the outbox, and marked as mailed only when that row is taken

DROP FUNCTION digest_claim(interval, int, int);

-- Who is owed a mail, and has none waiting. One that has waited for an hour counts for nothing: whoever is to send it may have been sent
-- past it, or the log may have forgotten it.
CREATE FUNCTION digest_due(older_than interval) RETURNS SETOF int LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT s.appuser FROM digest_subscription s
   WHERE s.wanted
     AND EXISTS (SELECT FROM unread u WHERE u.reader = s.appuser AND u.digest IS NULL AND u.since < now() - older_than)
     AND NOT EXISTS (
       SELECT FROM digest_mail m WHERE m.reader = s.appuser AND m.taken_at IS NULL AND m.claimed_at > now() - interval '1 hour')
$$;

-- Puts a mail into the outbox for each who is owed one, for so many at most; how many that were. Any node may do so at any time. Without
-- SKIP LOCKED two would wait for each other; whoever comes just after another has committed sees no mail yet, by his older snapshot, and
-- stumbles over the unique index.
CREATE FUNCTION digest_claim(older_than interval, most int) RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  claimed bigint;
BEGIN
  -- Else each look would wake who waits for the log: a trigger fires for no rows, too
  IF NOT EXISTS (SELECT FROM digest_due(older_than)) THEN
    RETURN 0;
  END IF;
  DELETE FROM digest_mail m WHERE m.id IN (
    SELECT o.id FROM digest_mail o
     WHERE o.taken_at < now() - interval '7 days' OR o.taken_at IS NULL AND o.claimed_at <= now() - interval '1 hour'
     FOR UPDATE SKIP LOCKED);
  INSERT INTO digest_mail (reader)
    SELECT due.appuser FROM (
      SELECT s.appuser FROM digest_subscription s WHERE s.appuser IN (SELECT digest_due(older_than))
       ORDER BY s.appuser LIMIT most FOR UPDATE SKIP LOCKED) due
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS claimed = ROW_COUNT;
  RETURN claimed;
END $$;

-- Takes a mail, for one node alone: all that its reader is owed by now is marked as mailed when the caller commits, which must be before he
-- mails it. No rows: somebody has taken it before, or it has been seen meanwhile, or is not wanted any more.
CREATE FUNCTION digest_take(mail uuid, older_than interval, most int)
RETURNS TABLE (reader int, name varchar, email varchar, token uuid, total bigint,
               channel varchar, sender varchar, created_at timestamptz, content text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  subscription digest_subscription;
  taken_for    int;
  messages     bigint;
BEGIN
  UPDATE digest_mail m SET taken_at = now() WHERE m.id = mail AND m.taken_at IS NULL RETURNING m.reader INTO taken_for;
  SELECT s.* INTO subscription FROM digest_subscription s WHERE s.appuser = taken_for AND s.wanted;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- What somebody is just striking off as seen, is skipped: it is seen
  WITH due AS (
    SELECT u.reader, u.message FROM unread u
     WHERE u.reader = subscription.appuser AND u.digest IS NULL AND u.since < now() - older_than
     FOR UPDATE SKIP LOCKED)
  UPDATE unread u SET digest = mail FROM due WHERE u.reader = due.reader AND u.message = due.message;
  GET DIAGNOSTICS messages = ROW_COUNT;
  -- All are marked and counted; the newest are shown, each no longer than a mail can bear
  RETURN QUERY
    SELECT subscription.appuser, r.fullname, subscription.email, subscription.token, messages,
           m.channel, w.fullname, m.created_at, CASE WHEN length(m.content) > 1000 THEN left(m.content, 1000) || '…' ELSE m.content END
      FROM (SELECT u.message FROM unread u WHERE u.reader = subscription.appuser AND u.digest = mail ORDER BY u.message DESC LIMIT most) u
      JOIN message m ON m.id = u.message JOIN appuser w ON w.id = m.sender JOIN appuser r ON r.id = subscription.appuser
     ORDER BY m.channel, m.id;
END $$;

-- Below without comments and each line with a blank in front, since Liquibase makes one line of it.
/* liquibase rollback
 DROP FUNCTION digest_take(uuid, interval, int);
 DROP FUNCTION digest_claim(interval, int);
 DROP FUNCTION digest_due(interval);
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
     WITH due AS (
       SELECT u.reader, u.message FROM unread u
        WHERE u.reader = subscription.appuser AND u.digest IS NULL AND u.since < now() - older_than
        FOR UPDATE SKIP LOCKED)
     UPDATE unread u SET digest = claimed FROM due WHERE u.reader = due.reader AND u.message = due.message;
     GET DIAGNOSTICS messages = ROW_COUNT;
     beyond := subscription.appuser;
   END LOOP;
   RETURN QUERY
     SELECT claimed, subscription.appuser, r.fullname, subscription.email, subscription.token, messages,
            m.channel, w.fullname, m.created_at, CASE WHEN length(m.content) > 1000 THEN left(m.content, 1000) || '…' ELSE m.content END
       FROM (SELECT u.message FROM unread u WHERE u.reader = subscription.appuser AND u.digest = claimed ORDER BY u.message DESC LIMIT most) u
       JOIN message m ON m.id = u.message JOIN appuser w ON w.id = m.sender JOIN appuser r ON r.id = subscription.appuser
      ORDER BY m.channel, m.id;
 END $$;
*/
