--liquibase formatted sql logicalFilePath:carillon/001-schema.sql

--changeset carillon:schema stripComments:false
--comment: everything Carillon owns in a database lives in one schema that nobody else may enter
CREATE SCHEMA carillon;
REVOKE ALL ON SCHEMA carillon FROM PUBLIC;
--rollback DROP SCHEMA carillon;
