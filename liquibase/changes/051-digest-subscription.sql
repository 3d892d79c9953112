--liquibase formatted sql logicalFilePath:carillon/051-digest-subscription.sql

--changeset carillon:digest-subscription stripComments:false
--comment: who wants to be mailed, and where to. Not columns of appuser, and not watched: that table's rows are told to whoever asks for its topic

CREATE TABLE digest_subscription (
  appuser int          PRIMARY KEY REFERENCES appuser ON DELETE CASCADE,
  email   varchar(254) CHECK (email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$'),
  wanted  boolean      NOT NULL,
  token   uuid         NOT NULL UNIQUE DEFAULT gen_random_uuid(),   -- whoever knows it may end the mails, and nothing else
  CHECK (email IS NOT NULL OR NOT wanted)
);
--rollback DROP TABLE digest_subscription;
