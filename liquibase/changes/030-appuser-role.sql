--liquibase formatted sql logicalFilePath:carillon/030-appuser-role.sql

--changeset carillon:appuser-role stripComments:false
--comment: customers ask, staff answers
ALTER TABLE appuser ADD role varchar NOT NULL DEFAULT 'customer' CONSTRAINT appuser_role CHECK (role IN ('customer', 'staff'));
UPDATE appuser SET role = 'staff' WHERE fullname = 'Charlie';
--rollback ALTER TABLE appuser DROP role;
