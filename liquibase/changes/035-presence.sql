--liquibase formatted sql logicalFilePath:carillon/035-presence.sql

--changeset carillon:presence stripComments:false
--comment: who is here: a row for each socket, for as long as its node is known to live

-- The nodes that have visitors. Not watched: it is written every second.
CREATE TABLE presence_node (
  name    varchar     PRIMARY KEY,
  beat_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE presence (
  node    varchar     NOT NULL REFERENCES presence_node ON DELETE CASCADE,
  socket  varchar     NOT NULL,
  appuser int         NOT NULL REFERENCES appuser ON DELETE CASCADE,
  channel varchar     NOT NULL,
  since   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (node, socket)
);
CREATE INDEX presence_channel ON presence (channel);
SELECT carillon.watch('presence', topic => 'presence/{channel}');
--rollback SELECT carillon.unwatch('presence');
--rollback DROP TABLE presence;
--rollback DROP TABLE presence_node;
