#!/bin/sh
# Two logins: the owner has the tables and migrates them, the app reads and writes rows under row-level security. Both
# may take the role of the system, which sees all tenants (docs/operations/postgresql.md).
set -eu
psql -v ON_ERROR_STOP=1 --username postgres \
  -v owner_password="$FASTISP_OWNER_PASSWORD" -v app_password="$FASTISP_APP_PASSWORD" <<'SQL'
CREATE ROLE fastisp_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE fastisp_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
CREATE ROLE fastisp_system NOLOGIN;
GRANT fastisp_system TO fastisp_owner, fastisp_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE fastisp OWNER fastisp_owner;
SQL
