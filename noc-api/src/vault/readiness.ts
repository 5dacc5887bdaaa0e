/** Whether what is sealed can be opened: the file of keys is readable, and no value is under a key that is lost. */
import type { Clock } from '@fastisp/core/clock';
import { AppError } from '@fastisp/core/errors/app-error';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { countByKey, type KeyUse } from './rotate.ts';

/** Counting looks at every sealed value, so it is done this often at most. */
const countedForMs = 60_000;

export function createVaultReadiness(deps: {
  relational: RelationalStore;
  secretBox: SecretBox;
  clock: Clock;
}): ReadinessCheck {
  const { relational, secretBox, clock } = deps;
  let counted: { readonly uses: readonly KeyUse[]; readonly atMs: number } | null = null;
  return {
    name: 'secret-keys',
    async check() {
      secretBox.currentPrefix(); // says why there is none
      if (counted === null || clock.nowMs() - counted.atMs >= countedForMs) {
        counted = { uses: await countByKey(relational), atMs: clock.nowMs() };
      }
      const lost = counted.uses.filter(({ prefix }) => !secretBox.knows(prefix));
      if (lost.length > 0) throw keysLost(lost);
    },
  };
}

function keysLost(lost: readonly KeyUse[]): AppError {
  const values = lost.reduce((sum, use) => sum + use.values, 0);
  const ids = lost.map(({ prefix }) => prefix.split('.')[1]).join(', ');
  return new AppError(
    'SECRET_KEYS_LOST',
    `${values} stored secrets are under keys that are not here (${ids}): add those keys again, below the current one (docs/operations/keys.md)`,
    { params: { values, ids } },
  );
}
