/** `keys list` and `keys rotate`. */
import type { RelationalStore } from '@fastisp/core/pg/port';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { addSecretKey } from '@fastisp/core/secret/secret-keys';
import { withRotationLock } from '@fastisp/noc-api/vault/rotation-lock';
import { countByKey, type KeyUse, rotateSecrets } from '@fastisp/noc-api/vault/rotate';
import { readCliConfig } from '../config.ts';
import { withDatabase } from '../database.ts';
import { keysOf, type KeysOfInstallation } from '../keys.ts';
import { type ExitCode, exitCodes, type RunCommand, type Terminal } from '../run.ts';

/** Named of what cannot be read; the rest is only counted. */
const namedMax = 10;

export const keysList: RunCommand = async ({ env, words, say, note }, options) => {
  const config = readCliConfig(env);
  const found = await keysOf(config);
  if (found === null) {
    note(words.noKeys);
    return exitCodes.problem;
  }
  const uses = await withDatabase(config, countByKey);
  const current = found.keys.current().id;
  const missing = [...new Set(uses.map(keyIdOf))].filter((id) => found.keys.find(id) === undefined);
  const stateOf = (id: string) => (missing.includes(id) ? 'missing' : id === current ? 'current' : 'older');
  const state = { current: words.keyCurrent, older: words.keyOld, missing: words.keyMissing };
  for (const id of [...found.keys.all().map((key) => key.id), ...missing]) {
    const values = sum(uses.filter((use) => keyIdOf(use) === id));
    if (options['json'] === true) say(JSON.stringify({ id, secrets: values, state: stateOf(id) }));
    else say(words.keyUse(id, values, state[stateOf(id)]));
  }
  return missing.length === 0 ? exitCodes.fine : exitCodes.problem;
};

export const keysRotate: RunCommand = async (terminal, options) => {
  const config = readCliConfig(terminal.env);
  const found = await keysOf(config);
  if (found === null) {
    terminal.note(terminal.words.noKeys);
    return exitCodes.problem;
  }
  return withDatabase(config, (relational) =>
    withRotationLock(relational, async () => {
      const ready = await chooseKey(terminal, found, relational, options['new-key'] === true);
      return ready ? rotate(terminal, found, relational) : exitCodes.problem;
    }),
  );
};

/** A rotation that was interrupted goes on with the key it had; otherwise there is a new one, if we may make it. */
async function chooseKey(
  { words, note }: Terminal,
  { keys, file }: KeysOfInstallation,
  relational: RelationalStore,
  wantsNew: boolean,
): Promise<boolean> {
  const current = keys.current().id;
  const unfinished = (await countByKey(relational)).some((use) => keyIdOf(use) !== current);
  if (unfinished && !wantsNew) {
    note(words.rotationResumed(current));
    return true;
  }
  if (file !== null) {
    note(words.keyAdded(await addSecretKey(file), file));
    return true;
  }
  const hasOlder = keys.all().length > 1;
  if (!hasOlder) note(words.oneKeyInEnv);
  return hasOlder; // then all is done already, and is said to be
}

async function rotate(
  { words, say, note }: Terminal,
  { keys }: KeysOfInstallation,
  relational: RelationalStore,
): Promise<ExitCode> {
  const rotation = await rotateSecrets({
    relational,
    secretBox: createSecretBox(keys),
    nowMs: Date.now,
    onProgress: (rewrapped) => note(words.rotating(rewrapped)),
  });
  if (rotation.left === 0) {
    say(words.rotated(rotation.rewrapped, keys.current().id));
    note(words.rotatedKeepOld);
    return exitCodes.fine;
  }
  const { unreadable } = rotation;
  if (unreadable.length > 0) say(words.unreadable(unreadable.length, unreadable.slice(0, namedMax).join(', ')));
  if (rotation.left > unreadable.length) say(words.rotationLeft(rotation.left - unreadable.length));
  return exitCodes.problem;
}

const keyIdOf = ({ prefix }: KeyUse): string => prefix.split('.')[1] ?? '';
const sum = (uses: readonly KeyUse[]): number => uses.reduce((total, { values }) => total + values, 0);
