/** Who is served: two thirds by fibre from the OLTs, the others by radio from the towers. */
import type { DevicePlan } from '@fastisp/lab/network/plan';
import type { Random } from '@fastisp/lab/network/random';
import { companyName, personName, streetAddress } from './names.ts';
import { publicPrefixId } from './network.ts';
import { placeOf } from './places.ts';
import { type FibreOutput, fibreOutput, oltOutputsMax } from './plant.ts';
import { type Row, type Rows, scatter, slugOf, streamOf } from './row.ts';

export const subscriberCount = 2_000;
const fibreShare = 0.68;
const companyShare = 0.09;
/** Static addresses of the /24 that are given out. */
const staticAddressesMax = 240;
/** The day of the youngest service; fixed, so that the same demo comes out on every day. */
const lastStartMs = Date.UTC(2026, 6, 1);
const dayMs = 86_400_000;

const planRows: readonly Row[] = [
  { externalId: 'plan-fibra-50', name: 'Fibra Hogar 50', downKbps: 50_000, upKbps: 25_000 },
  { externalId: 'plan-fibra-100', name: 'Fibra Hogar 100', downKbps: 100_000, upKbps: 50_000 },
  { externalId: 'plan-fibra-300', name: 'Fibra Hogar 300', downKbps: 300_000, upKbps: 150_000 },
  { externalId: 'plan-radio-10', name: 'Radio Hogar 10', downKbps: 10_000, upKbps: 3_000 },
  { externalId: 'plan-radio-20', name: 'Radio Hogar 20', downKbps: 20_000, upKbps: 5_000 },
  { externalId: 'plan-empresa-100', name: 'Empresa 100 simétrico', downKbps: 100_000, upKbps: 100_000 },
  { externalId: 'plan-empresa-radio', name: 'Empresa radio 30', downKbps: 30_000, upKbps: 10_000 },
];

interface Customer {
  /** `S00001` */
  readonly key: string;
  readonly isCompany: boolean;
  readonly plan: DevicePlan;
  /** Null: by radio. */
  readonly output: FibreOutput | null;
  readonly random: Random;
}

/** In the order in which one refers to the other; needs the devices and the plant. */
export function subscriberRows(plans: readonly DevicePlan[]): Rows[] {
  const customers = customersOf(plans);
  const wired = customers.flatMap(({ key, output, random }) => (output === null ? [] : [{ key, output, random }]));
  const drops = wired.map(({ key, output: { splitterId, outputNumber }, random }): Row => {
    const lengthM = random.integer(30, 320);
    return { externalId: `acometida-${key}`, name: `Acometida ${key}`, splitterId, outputNumber, lengthM };
  });
  const onus = wired.map(({ key, random }): Row => ({
    ...{ externalId: `onu-${key}`, serial: `HWTC${serialOf(key, random)}`, dropId: `acometida-${key}` },
    ...{ model: random.pick(['EG8145V5', 'HG8546M', 'EG8141A5']), rxPowerMinDbm: -27 },
  }));
  const fixed = new Map(
    customers
      .filter((each) => each.isCompany)
      .slice(0, staticAddressesMax)
      .map(({ key }, n) => [key, `198.51.100.${n + 10}`]),
  );
  const addresses = [...fixed].map(([key, address]): Row => ({
    externalId: `ip-${key}`,
    address,
    prefixId: publicPrefixId,
    notes: `Servicio ${key}`,
  }));
  return [
    { plural: 'plans', rows: planRows },
    { plural: 'drops', rows: drops },
    { plural: 'onus', rows: onus },
    { plural: 'addresses', rows: addresses },
    { plural: 'subscribers', rows: customers.map(subscriberRow) },
    { plural: 'services', rows: customers.map((each) => serviceRow(each, fixed.get(each.key) ?? null)) },
  ];
}

function customersOf(plans: readonly DevicePlan[]): Customer[] {
  const olts = plans.filter(({ role }) => role === 'olt');
  const towers = plans.filter(({ role }) => role === 'tower');
  const byFibre = Math.min(
    Math.round(subscriberCount * (towers.length === 0 ? 1 : fibreShare)),
    oltOutputsMax * olts.length,
  );
  const byRadio = towers.length === 0 ? 0 : subscriberCount - byFibre;
  return Array.from({ length: byFibre + byRadio }, (_, n): Customer => {
    const key = `S${String(n + 1).padStart(5, '0')}`;
    const random = streamOf(key);
    const isCompany = random.chance(companyShare);
    const olt = n < byFibre ? olts[n % olts.length] : undefined;
    const plan = olt ?? towers[(n - byFibre) % towers.length];
    if (plan === undefined) throw new Error('subscribers need an OLT or a tower');
    return {
      key,
      isCompany,
      plan,
      random,
      output: olt === undefined ? null : fibreOutput(olt, Math.floor(n / olts.length)),
    };
  });
}

function subscriberRow({ key, isCompany, plan, output, random }: Customer): Row {
  const place = placeOf(plan);
  const person = personName(random);
  const name = isCompany ? companyName(random) : person.full;
  const mailbox = isCompany ? slugOf(name) : `${slugOf(person.given)}.${slugOf(person.family)}`;
  return {
    ...{ externalId: key, name, kind: isCompany ? 'company' : 'person', siteId: place.siteId },
    documentType: isCompany ? 'NIT' : 'CI',
    document: String(isCompany ? random.integer(100_000_000, 999_999_999) : random.integer(3_000_000, 9_999_999)),
    email: `${mailbox}.${key.toLowerCase()}@correo.example`,
    phone: `+591 7${random.integer(1_000_000, 9_999_999)}`,
    ...{ street: streetAddress(random), city: place.town },
    ...(output === null ? scatter(place, 3, random) : scatter(output, 0.15, random)),
  };
}

function serviceRow({ key, isCompany, plan, output, random }: Customer, address: string | null): Row {
  const byFibre = output !== null;
  const planId = isCompany
    ? `plan-empresa-${byFibre ? '100' : 'radio'}`
    : random.pick(
        byFibre
          ? ['plan-fibra-50', 'plan-fibra-100', 'plan-fibra-100', 'plan-fibra-300']
          : ['plan-radio-10', 'plan-radio-20'],
      );
  const dice = random.next();
  return {
    ...{ externalId: `servicio-${key}`, name: `Internet ${key}`, subscriberId: key, planId },
    status: dice < 0.93 ? 'active' : dice < 0.98 ? 'suspended' : 'pending',
    ...(address === null
      ? { access: 'pppoe', userName: `${key.toLowerCase()}@vallefibra`, vlan: byFibre ? 100 : 200 }
      : { access: 'static', address, vlan: 300 }),
    ...(byFibre ? { onuId: `onu-${key}` } : { deviceId: plan.name }),
    startedAt: new Date(lastStartMs - random.integer(0, 2_000) * dayMs).toISOString(),
  };
}

/** Eight hexadecimal digits; the last five are the customer's number, so that none is there twice. */
const serialOf = (key: string, random: Random): string =>
  (random.integer(0x100, 0xfff) * 0x10_0000 + Number(key.slice(1))).toString(16).toUpperCase();
