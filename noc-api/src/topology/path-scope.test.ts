import { buildTopology } from '@fastisp/core/topology/topology';
import { expect, test } from 'vitest';
import { seenPart } from './path-scope.ts';

const topology = buildTopology({
  devices: ['core', 'ring', 'olt'].map((id) => ({ id, isCore: id === 'core' })),
  links: [
    { id: 'olt~ring', aDeviceId: 'olt', bDeviceId: 'ring' },
    { id: 'ring~core', aDeviceId: 'ring', bDeviceId: 'core' },
  ],
  cards: [{ id: 'card', deviceId: 'olt' }],
  onus: [{ id: 'stray', dropId: null, ponPortId: null }],
});
const whole = ['card', 'olt', 'olt~ring', 'ring', 'ring~core', 'core'];

test.each<[string, string[][], string[], string[][], boolean]>([
  ['all of it', [whole], whole, [whole], false],
  ['up to where it leaves their sites', [whole], ['olt', 'olt~ring'], [['card', 'olt', 'olt~ring']], true],
  ['nothing beyond, should it come back', [whole], ['olt', 'ring', 'core'], [['card', 'olt']], true],
  ['once what is the same up to there', [whole, ['card', 'olt', 'other']], ['olt'], [['card', 'olt']], true],
  ['nothing of plant whose OLT is elsewhere', [whole], ['core'], [], true],
  ['nothing of plant without an OLT', [['stray']], ['olt'], [], true],
])('%s', (_case, paths, seen, told, cut) => {
  expect(seenPart(paths, topology, new Set(seen))).toEqual({ paths: told, cut });
});
