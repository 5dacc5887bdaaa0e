import type { SiteFilter } from '@fastisp/core/access/site-filter';
import type { MaintenanceScope } from '@fastisp/core/maintenance/window';
import { expect, test } from 'vitest';
import { type Place, reachesAll, reachesSome } from './reach.ts';

const everywhere: SiteFilter = { all: true, except: new Set() };
const butHill: SiteFilter = { all: true, except: new Set(['hill']) };
const onlyHill: SiteFilter = { all: false, only: new Set(['hill']) };
const nowhere: SiteFilter = { all: false, only: new Set() };

const at = (...siteIds: string[]): Place => ({ name: 'x', siteIds });
const of = (type: MaintenanceScope['type']): MaintenanceScope => ({ type, id: 'x' });

test.each<[string, MaintenanceScope, Place | undefined, string, string]>([
  // who may change it: everywhere, all but the hill, only at the hill, nowhere; and who sees it
  ['the tenant', of('tenant'), undefined, 'ynnn', 'yyyn'],
  ['a tag', of('tag'), undefined, 'ynnn', 'yyyn'],
  ['the hill', of('site'), at('hill'), 'ynyn', 'ynyn'],
  ['another site', of('site'), at('valley'), 'yynn', 'yynn'],
  ['a zone with both', of('zone'), at('hill', 'valley'), 'ynnn', 'yyyn'],
  ['a zone with the hill alone', of('zone'), at('hill'), 'ynyn', 'ynyn'],
  ['a zone without sites', of('zone'), at(), 'yynn', 'yynn'],
  ['a device at the hill', of('device'), at('hill'), 'ynyn', 'ynyn'],
  ['a device without a site', of('device'), at(), 'yynn', 'yynn'],
  ['a service that is gone', of('service'), undefined, 'ynnn', 'yynn'],
])('%s', (_name, scope, place, changed, seen) => {
  const filters = [everywhere, butHill, onlyHill, nowhere];
  const answers = (reaches: typeof reachesAll) =>
    filters.map((filter) => (reaches(filter, scope, place) ? 'y' : 'n')).join('');
  expect([answers(reachesAll), answers(reachesSome)]).toEqual([changed, seen]);
});
