import type { Role } from './names.ts';

/** IANAifType values the lab uses. */
export const ifTypes = { ethernet: 6, softwareLoopback: 24, l2vlan: 135, bridge: 209 } as const;

export const flowProtocols = ['netflow5', 'netflow9', 'ipfix'] as const;
export type FlowProtocol = (typeof flowProtocols)[number];

export interface PortGroup {
  /** Name of the n-th port of the group, counted from 0. */
  readonly name: (n: number) => string;
  readonly count: number;
  readonly speedBps: number;
}

export interface DeviceModel {
  readonly vendor: 'MikroTik' | 'Huawei' | 'Cisco';
  readonly kind: 'router' | 'switch' | 'olt';
  readonly sysDescr: string;
  readonly sysObjectId: string;
  /** First three bytes of its MAC addresses. */
  readonly macPrefix: readonly [number, number, number];
  /** Physical ports, in ifIndex order; the first of the fastest are the uplinks. */
  readonly ports: readonly PortGroup[];
  readonly loopbackName: string;
  readonly vlanName: (port: string, vlan: number) => string;
  readonly bridgeName: string | null;
  /** ifIndex of the n-th interface, counted from 0: some vendors start at 1, some far above. */
  readonly ifIndex: (n: number) => number;
  /** Largest answer it sends, bytes. Cisco's default is 1,500, Huawei's 12,000. */
  readonly responseBytesMax: number;
  readonly flow: { readonly protocol: FlowProtocol; readonly samplingRate: number };
}

const M = 1_000_000;
const G = 1_000 * M;
const ethers = (count: number): PortGroup => ({ name: (n) => `ether${n + 1}`, count, speedBps: G });
const sfps = (count: number): PortGroup => ({ name: (n) => `sfp-sfpplus${n + 1}`, count, speedBps: 10 * G });

function mikrotik(
  board: string,
  ports: readonly PortGroup[],
  flow: DeviceModel['flow'],
  kind: DeviceModel['kind'] = 'router',
): DeviceModel {
  return {
    vendor: 'MikroTik',
    kind,
    sysDescr: `RouterOS ${board}`,
    sysObjectId: '1.3.6.1.4.1.14988.1',
    macPrefix: [0x48, 0xa9, 0x8a],
    ports,
    loopbackName: 'lo',
    vlanName: (_port, vlan) => `vlan${vlan}`,
    bridgeName: 'bridge-gestion',
    ifIndex: (n) => n + 1,
    responseBytesMax: 1_472,
    flow,
  };
}

const huaweiNe8000: DeviceModel = {
  vendor: 'Huawei',
  kind: 'router',
  sysDescr:
    'Huawei Versatile Routing Platform Software\r\nVRP (R) software, Version 8.200 (NetEngine 8000 V800R012C10SPC300)\r\n' +
    'Copyright (C) 2012-2020 Huawei Technologies Co., Ltd.\r\nHUAWEI NetEngine 8000 M8',
  sysObjectId: '1.3.6.1.4.1.2011.2.360.1.9',
  macPrefix: [0x00, 0xe0, 0xfc],
  ports: [
    { name: (n) => `100GE0/1/${n}`, count: 6, speedBps: 100 * G },
    { name: (n) => `GigabitEthernet0/2/${n}`, count: 20, speedBps: 10 * G },
    { name: (n) => `GigabitEthernet0/3/${n}`, count: 12, speedBps: G },
  ],
  loopbackName: 'LoopBack0',
  vlanName: (port, vlan) => `${port}.${vlan}`,
  bridgeName: null,
  ifIndex: (n) => n + 4,
  responseBytesMax: 12_000,
  flow: { protocol: 'ipfix', samplingRate: 1_000 },
};

const ciscoAsr1001x: DeviceModel = {
  vendor: 'Cisco',
  kind: 'router',
  sysDescr:
    'Cisco IOS Software [Fuji], ASR1000 Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 16.9.4, RELEASE SOFTWARE (fc2)\r\n' +
    'Technical Support: http://www.cisco.com/techsupport\r\nCopyright (c) 1986-2019 by Cisco Systems, Inc.',
  sysObjectId: '1.3.6.1.4.1.9.1.1861',
  macPrefix: [0x00, 0x2a, 0x10],
  ports: [
    { name: (n) => `TenGigabitEthernet0/0/${n}`, count: 8, speedBps: 10 * G },
    { name: (n) => `GigabitEthernet0/1/${n}`, count: 12, speedBps: G },
  ],
  loopbackName: 'Loopback0',
  vlanName: (port, vlan) => `${port}.${vlan}`,
  bridgeName: null,
  ifIndex: (n) => n + 1,
  responseBytesMax: 1_472,
  flow: { protocol: 'netflow9', samplingRate: 100 },
};

/** Two GPON cards of eight ports each. Slots 1 and 2; the uplink is on the control board in slot 9. */
const huaweiOlt: DeviceModel = {
  ...huaweiNe8000,
  kind: 'olt',
  sysDescr: 'Huawei Integrated Access Software MA5800-X7',
  sysObjectId: '1.3.6.1.4.1.2011.2.248',
  ports: [
    { name: (n) => `GPON 0/${1 + Math.floor(n / 8)}/${n % 8}`, count: 16, speedBps: 2_488 * M },
    { name: (n) => `ethernet0/9/${n}`, count: 1, speedBps: 10 * G },
  ],
  vlanName: (_port, vlan) => `vlanif${vlan}`,
};

const v9 = { protocol: 'netflow9', samplingRate: 1 } as const;
const ipfix = { protocol: 'ipfix', samplingRate: 1 } as const;
const v5 = { protocol: 'netflow5', samplingRate: 1 } as const;

/** What stands where. A role's devices go round its list. */
export const modelsByRole: Readonly<Record<Role, readonly DeviceModel[]>> = {
  core: [
    huaweiNe8000,
    mikrotik('CCR2216-1G-12XS-2XQ', [
      { name: (n) => `qsfp28-${n + 1}-1`, count: 4, speedBps: 100 * G },
      { name: (n) => `sfp28-${n + 1}`, count: 24, speedBps: 25 * G },
      ethers(1),
    ], { protocol: 'netflow9', samplingRate: 100 }), // prettier-ignore
  ],
  pop: [
    mikrotik(
      'CCR2004-1G-12S+2XS',
      [{ name: (n) => `sfp28-${n + 1}`, count: 2, speedBps: 25 * G }, sfps(24), ethers(1)],
      v9,
    ),
    ciscoAsr1001x,
    mikrotik('CRS317-1G-16S+', [sfps(24), ethers(1)], ipfix, 'switch'),
  ],
  olt: [huaweiOlt],
  tower: [
    mikrotik('RB5009UPr+S+', [sfps(1), ethers(9)], v9),
    mikrotik('CCR1009-7G-1C-1S+', [sfps(1), ethers(7)], ipfix),
    mikrotik('RB1100AHx4', [ethers(13)], v9),
    mikrotik('RB3011UiAS', [{ name: () => 'sfp1', count: 1, speedBps: G }, ethers(10)], v5),
    mikrotik('RB2011UiAS', [
      { name: () => 'sfp1', count: 1, speedBps: G },
      ethers(5),
      { name: (n) => `ether${n + 6}`, count: 5, speedBps: 100 * M },
    ], ipfix), // prettier-ignore
  ],
};
