/** A made-up device's table: system group, ifTable and ifXTable of as many ports as wanted. */
import { type MibTable, mibEntry, mibTable, recordedValue } from './snmprec.ts';

export interface MadeDevice {
  readonly ports: number;
  readonly uptimeTicks: number;
  /** Octets in and out of each port. */
  readonly octets: bigint;
  readonly sysName?: string;
  readonly operStatus?: number;
  /** ifTable only, as agents without IF-MIB's 64-bit counters have it. */
  readonly narrow?: boolean;
  /** Ports whose ifXTable rows are missing. */
  readonly sparse?: (ifIndex: number) => boolean;
}

export function madeDevice(device: MadeDevice): MibTable {
  const entries = [
    mibEntry('1.3.6.1.2.1.1.1.0', recordedValue('4', 'RouterOS RB5009UPr+S+')),
    mibEntry('1.3.6.1.2.1.1.2.0', recordedValue('6', '1.3.6.1.4.1.14988.1')),
    mibEntry('1.3.6.1.2.1.1.3.0', recordedValue('67', String(device.uptimeTicks))),
    mibEntry('1.3.6.1.2.1.1.4.0', recordedValue('4', '')),
    mibEntry('1.3.6.1.2.1.1.5.0', recordedValue('4', device.sysName ?? 'made')),
    mibEntry('1.3.6.1.2.1.1.6.0', recordedValue('4', 'lab')),
    mibEntry('1.3.6.1.2.1.2.1.0', recordedValue('2', String(device.ports))),
  ];
  for (let ifIndex = 1; ifIndex <= device.ports; ifIndex += 1) {
    const octets = String(device.octets);
    const octets32 = String(device.octets & 0xffff_ffffn);
    const column = (number: number, tag: string, value: string): void => {
      entries.push(mibEntry(`1.3.6.1.2.1.2.2.1.${number}.${ifIndex}`, recordedValue(tag, value)));
    };
    column(1, '2', String(ifIndex));
    column(2, '4', `ether${ifIndex}`);
    column(3, '2', '6');
    column(4, '2', '1500');
    column(5, '66', '1000000000');
    column(6, '4x', `02000000${ifIndex.toString(16).padStart(4, '0')}`);
    column(7, '2', '1');
    column(8, '2', String(device.operStatus ?? 1));
    column(10, '65', octets32);
    column(11, '65', '1000');
    for (const number of [13, 14, 19, 20]) column(number, '65', '0');
    column(16, '65', octets32);
    column(17, '65', '2000');
    if (device.narrow === true || device.sparse?.(ifIndex) === true) continue;
    const extended = (number: number, tag: string, value: string): void => {
      entries.push(mibEntry(`1.3.6.1.2.1.31.1.1.1.${number}.${ifIndex}`, recordedValue(tag, value)));
    };
    extended(1, '4', `ether${ifIndex}`);
    extended(6, '70', octets);
    extended(7, '70', '1000');
    extended(10, '70', octets);
    extended(11, '70', '2000');
    extended(15, '66', '1000');
    extended(18, '4', `customer ${ifIndex}`);
    extended(19, '67', '0');
  }
  return mibTable(entries);
}
