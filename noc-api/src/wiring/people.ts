/** Tenants, their people, how these come in and what they may do. */
import { createAccounts } from '#accounts/accounts.ts';
import { readGoogleSettings } from '#accounts/google.ts';
import { createGuessLimits } from '#accounts/guess-limits.ts';
import { createAdministrators } from '#administrators/administrators.ts';
import type { NocApiConfig } from '#config.ts';
import type { ApiDeps } from '#http/api.ts';
import { createAuthenticate } from '#identity/authenticate.ts';
import { createSessions } from '#identity/sessions.ts';
import { createTokens } from '#identity/tokens.ts';
import { createWorkplaces } from '#identity/workplaces.ts';
import { createMailQueue, readMailSettings } from '#mail/queue.ts';
import { createMailSender } from '#mail/run.ts';
import { createInvitations } from '#people/invitations.ts';
import { createMembers } from '#people/members.ts';
import { createRoles } from '#people/roles.ts';
import type { NocApiDeps } from '#ports.ts';
import { createTenantSettings } from '#settings/settings.ts';
import { createTenants } from '#tenants/tenants.ts';

export function wirePeople(config: NocApiConfig, deps: NocApiDeps) {
  const publicUrl = config.PUBLIC_URL;
  const sessions = createSessions({ ...deps, sessionDays: config.SESSION_DAYS });
  const tokens = createTokens(deps);
  const mailSettings = readMailSettings(config);
  const mail = createMailQueue(mailSettings, deps);
  const accounts = createAccounts({ ...deps, sessions, mail, google: readGoogleSettings(config) });
  const limits = createGuessLimits(deps);

  return {
    sessions,
    components: mailSettings === null ? [] : [createMailSender(mailSettings, deps)],
    api: {
      publicUrl,
      authenticate: createAuthenticate({ sessions, tokens, publicUrl }),
      accounts,
      tokens,
      workplaces: createWorkplaces(deps),
      roles: createRoles(deps),
      members: createMembers(deps),
      invitations: createInvitations({
        ...{ ...deps, mail, limits },
        provePassword: (request, credentials) => accounts.passwords.check(request, credentials),
      }),
      tenants: createTenants({ ...deps, mail, limits }),
      administrators: createAdministrators({ ...deps, mail, limits }),
      tenantSettings: createTenantSettings({
        ...deps,
        retentionMax: { eventDays: config.EVENT_DAYS, auditDays: config.AUDIT_DAYS },
      }),
    } satisfies Partial<ApiDeps>,
  };
}
