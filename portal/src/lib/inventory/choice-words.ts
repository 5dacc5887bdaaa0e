/** Values that a field is chosen from, in words. */
import { m } from '#lib/paraglide/messages.js';
import { deviceKinds, kindWord } from '../words.ts';

const words: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(deviceKinds.map((kind) => [kind, () => kindWord(kind)])),
  physical: m.choice_physical,
  ring: m.choice_ring,
  gpon: () => 'GPON',
  xgs_pon: () => 'XGS-PON',
  epon: () => 'EPON',
  '10g_epon': () => '10G-EPON',
  subscribers: m.choice_subscribers,
  management: m.choice_management,
  point_to_point: m.choice_point_to_point,
  public: m.choice_public,
  person: m.choice_person,
  company: m.choice_company,
  active: m.choice_active,
  pending: m.choice_pending,
  suspended: m.choice_suspended,
  ended: m.choice_ended,
  pppoe: () => 'PPPoE',
  dhcp: () => 'DHCP',
  static: m.choice_static,
  '2c': () => 'SNMP v2c',
  '1': () => 'SNMP v1',
};

/** The value itself when it is one that this version of the portal does not know. */
export const choiceWord = (value: string): string => words[value]?.() ?? value;
