/** A device's make and model from what it says of itself: a table, best effort, for people to recognise it by. */

interface ModelRule {
  readonly vendor: string;
  /** sysObjectID under the vendor's enterprise number. */
  readonly enterprise: string;
  /** The first of these that sysDescr (or sysName, where the vendor puts it there) matches names the model. */
  readonly patterns: readonly RegExp[];
}

const rules: readonly ModelRule[] = [
  { vendor: 'MikroTik', enterprise: '14988', patterns: [/^RouterOS\s+(.+)$/i, /^(\S+) SwOS/, /\b(RB[\w+-]+)/] },
  {
    vendor: 'Huawei',
    enterprise: '2011',
    patterns: [
      /\b((?:S|CE|AC|AR|NE|MA|EA|SmartAX)\s?\d[\w-]*(?:-[\w]+)*)\s+Huawei/i,
      /Huawei\s+((?:S|CE|AC|AR|NE|MA|EA)\d[\w-]*)/i,
      /HUAWEI\s+([A-Z]{1,4}\d[\w-]*)/,
      /\b(NE\d[\w-]*|S\d{4}[\w-]*|MA5\d{3}\w*)\b/,
      /(Optix RTN)/i,
      /(Integrated Access)/i,
    ],
  },
  { vendor: 'ZTE', enterprise: '3902', patterns: [/\b(ZXR10[ _][\w-]*\d[\w-]*)/, /\b(C[36]\d\d)\b/, /\b(ZX[\w-]+)/] },
  {
    vendor: 'Cisco',
    enterprise: '9',
    patterns: [/Cisco IOS(?:-XE)? Software,? (?:\[[^\]]*\],? )?([\w-]+) Software/i, /Cisco ([\w-]*\d[\w-]*)/i],
  },
  {
    vendor: 'Ubiquiti',
    enterprise: '41112',
    patterns: [/^(EdgeOS)/, /^(EdgeSwitch [\w-]+)/, /^(U[A-Z]+-?[\w-]+)/, /^(USW[\w -]*?)[, ]+(?:firmware|\d)/],
  },
  { vendor: 'Ubiquiti', enterprise: '10002', patterns: [/^(EdgeSwitch \w+)/] },
  { vendor: 'Ubiquiti', enterprise: '4413', patterns: [/^(EdgeSwitch [\w-]+)/, /^(US[\w-]* ?[\w-]*)/] },
  { vendor: 'VSOL', enterprise: '37950', patterns: [/^(V\d{4}\w*)/] },
  { vendor: 'BDCOM', enterprise: '3320', patterns: [/BDCOM\(tm\)\s+(\S+)/i, /\b([GPS]\d{4}[\w-]*)/] },
  { vendor: 'C-Data', enterprise: '17409', patterns: [/\b(FD\d{4}\w*)/] },
  { vendor: 'C-Data', enterprise: '34592', patterns: [/\b(FD\d{4}\w*)/] },
  { vendor: 'Calix', enterprise: '6321', patterns: [/\b(E\d-\d\w*)/, /ONT (\w+)/] },
  { vendor: 'Cambium', enterprise: '17713', patterns: [/Cambium (?:PTP )?(cnWave \w+|\d+)/] },
  { vendor: 'Cambium', enterprise: '161', patterns: [/^(CANOPY)/] },
  { vendor: 'Datacom', enterprise: '3709', patterns: [/^(DM\w+)/, /^(ETH\S+)/] },
  { vendor: 'Eltex', enterprise: '35265', patterns: [/^(MES\w+)/] },
  { vendor: 'FiberHome', enterprise: '3807', patterns: [/^(S\d{4})/] },
  { vendor: 'Juniper', enterprise: '2636', patterns: [/Juniper Networks, Inc\. (\S+)/] },
  { vendor: 'Mimosa', enterprise: '43356', patterns: [/(B\d+\w*|C\d+\w*)/] },
  { vendor: 'Netonix', enterprise: '46242', patterns: [/^Netonix (\S+)/] },
  { vendor: 'Raisecom', enterprise: '8886', patterns: [/\b(ISCOM\w+|RAX\w+)/] },
  { vendor: 'Siklu', enterprise: '31926', patterns: [/(EH-\w+|MH-\w+)/i] },
  { vendor: 'TP-Link', enterprise: '11863', patterns: [/^(?:JetStream|Omada) (.+)$/i] },
  { vendor: 'SAF', enterprise: '7571', patterns: [/Prod: ([\w-]+)/, /^SAF ([\w ]+)/] },
  { vendor: 'Fiberstore', enterprise: '52642', patterns: [/\b(S\d{4}-[\w-]+)/] },
  { vendor: 'Zyxel', enterprise: '890', patterns: [/^([A-Z]{2,}-?\d\w+)/] },
];

const enterprisePrefix = '1.3.6.1.4.1.';
const modelLengthMax = 80;

/** @returns e.g. `MikroTik RB5009UPr+S+`; the vendor alone when the model is not told; empty when unknown. */
export function modelOf(sysDescr: string, sysObjectId: string): string {
  const enterprise = sysObjectId.startsWith(enterprisePrefix)
    ? sysObjectId.slice(enterprisePrefix.length).split('.', 1)[0]
    : undefined;
  const rule = rules.find((candidate) => candidate.enterprise === enterprise);
  if (rule === undefined) return describedModel(sysDescr);
  for (const pattern of rule.patterns) {
    const found = pattern.exec(sysDescr)?.[1]?.trim();
    if (found !== undefined && found !== '') return `${rule.vendor} ${found}`.slice(0, modelLengthMax);
  }
  return rule.vendor;
}

/** Agents built on Net-SNMP keep its sysObjectID; `uname -a` (system, host, release) is its own description. */
function describedModel(sysDescr: string): string {
  const unifi = /^(U(?:SW|AP|SP|DM|XG|LTE)[\w-]*)\s\S*\d/.exec(sysDescr)?.[1];
  if (unifi !== undefined) return `Ubiquiti ${unifi}`;
  const [, system, release] = /^(Linux|FreeBSD|OpenBSD|NetBSD)\s+(?:\S+\s+)?(\d\S*)/.exec(sysDescr) ?? [];
  return system === undefined ? '' : `${system} ${release ?? ''}`.slice(0, modelLengthMax);
}
