--liquibase formatted sql logicalFilePath:carillon/093-digest-mail.sql

--changeset carillon:digest-mail stripComments:false
--comment: the digests that are to be mailed: an outbox. Nothing in it that may not be told to anybody: no address, no token, no content

CREATE TABLE digest_mail (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),   -- on each message that is in it, once it is taken
  -- Not appuser itself: whoever claims has this row locked already, and would wait for one who is deleting the user, and he for him
  reader     int         NOT NULL REFERENCES digest_subscription ON DELETE CASCADE,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  taken_at   timestamptz                                          -- by the node that sends it, or has died at it; null: it waits
);
-- Without it nodes that claim at once could have two mails wait for one reader.
CREATE UNIQUE INDEX digest_mail_waiting ON digest_mail (reader) WHERE taken_at IS NULL;
CREATE INDEX digest_mail_taken ON digest_mail (taken_at);
-- That it was taken or forgotten concerns nobody who is told that there is one
SELECT carillon.watch('digest_mail', topic => 'digest/{reader}', ops => '{insert}');
--rollback SELECT carillon.unwatch('digest_mail');
--rollback DROP TABLE digest_mail;
