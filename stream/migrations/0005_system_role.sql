-- Why: `system_access` for the role of the system only, see core/migrations/0003_system_role.sql.
-- Locks: each table for a moment. Rollback: alter the policies back as they were written.

call narrow_policies();
