/** A second provider on the same platform: small, with its own administrator, and nothing in common with the first. */
import { type DemoApi, signIn } from './api.ts';
import { companyName, personName, streetAddress } from './names.ts';
import { acceptInvitation, type Newcomer } from './people.ts';
import { type Row, scatter, streamOf } from './row.ts';

const name = 'Altiplano Net';
const slug = 'altiplano-net';
const administrator = { name: 'Casilda Poma', email: 'casilda.poma@altiplanonet.example' };
const subscriberCount = 180;
const square = { latitude: -17.9667, longitude: -67.1167 };

/** Once: its data are its own afterwards. */
export async function seedNeighbour(
  api: DemoApi,
  options: {
    readonly url: string;
    readonly stopping: AbortSignal;
    readonly cameIn: (newcomer: Newcomer) => void;
  },
): Promise<void> {
  const { items } = await api.ask<{ items: { slug: string }[] }>('GET', '/api/v1/platform/tenants');
  if (items.some((tenant) => tenant.slug === slug)) return;
  const limits = { devices: 50, subscribers: 500, users: 10 };
  const body = { name, slug, limits, administrator };
  const { link } = await api.ask<{ link: string }>('POST', '/api/v1/platform/tenants', body);
  const password = await acceptInvitation(api, link);
  options.cameIn({ ...administrator, role: `admin, ${name}`, password });
  const theirs = await signIn(options.url, { email: administrator.email, password }, options.stopping);
  await theirs.upsert({ plural: 'zones', rows: [{ externalId: 'zona-oruro', name: 'Oruro' }] });
  const site = { externalId: 'sitio-central', name: 'Central', zoneId: 'zona-oruro', ...square };
  await theirs.upsert({ plural: 'sites', rows: [site] });
  await theirs.upsert({ plural: 'subscribers', rows: Array.from({ length: subscriberCount }, subscriber) });
}

function subscriber(_: unknown, n: number): Row {
  const key = `A${String(n + 1).padStart(4, '0')}`;
  const random = streamOf(`altiplano/${key}`);
  const isCompany = random.chance(0.1);
  return {
    ...{ externalId: key, name: isCompany ? companyName(random) : personName(random).full, siteId: 'sitio-central' },
    kind: isCompany ? 'company' : 'person',
    ...{ street: streetAddress(random), city: 'Oruro', ...scatter(square, 2, random) },
  };
}
