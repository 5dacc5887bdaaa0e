import { verifyAudit } from '@fastisp/noc-api/console/console';
import { readCliConfig } from '../config.ts';
import { withDatabase } from '../database.ts';
import { type Command, exitCodes, numberOption } from '../run.ts';

export const auditVerify: Command = {
  path: ['audit', 'verify'],
  options: { tenant: { type: 'string' } },
  async run({ env, words, say, note }, options) {
    const only = numberOption(options, 'tenant');
    const chains = await withDatabase(readCliConfig(env), (relational) => verifyAudit(relational, only));
    if (chains.length === 0) note(words.auditEmpty);
    for (const chain of chains) {
      const who = chain.tenantId === 0 ? words.platform : words.tenant(chain.tenantId, chain.tenantName);
      const { problem } = chain;
      if (problem === null) say(words.auditWhole(who, chain.entries, chain.lastSeq, chain.headHash));
      else say(words.auditBroken(who, problem.seq, problem.kind));
    }
    return chains.every(({ ok }) => ok) ? exitCodes.fine : exitCodes.problem;
  },
};
