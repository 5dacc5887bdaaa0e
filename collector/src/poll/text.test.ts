import { expect, test } from 'vitest';
import { modelOf } from '@fastisp/core/device/model';
import { cleanText, macAddressOf, textBytesMax } from './text.ts';

test.each([
  ['UTF-8', Buffer.from('Núcleo «Lima»'), 'Núcleo «Lima»'],
  ['Latin-1', Buffer.from('Núcleo', 'latin1'), 'Núcleo'],
  ['line ends', Buffer.from('Cisco IOS\r\nRELEASE\n'), 'Cisco IOS RELEASE'],
  ['a trailing zero', Buffer.from('ether1\0'), 'ether1'],
  ['an escape sequence', Buffer.from('\u001b[31mred'), '[31mred'],
  ['marks that turn text', Buffer.from('a\u202eb'), 'a b'],
  ['nothing', Buffer.alloc(0), ''],
])('text of %s', (_, bytes, expected) => {
  expect(cleanText(bytes)).toBe(expected);
});

test('longer text is cut', () => {
  expect(cleanText(Buffer.alloc(5_000, 'x'))).toHaveLength(textBytesMax);
});

test.each([
  [Buffer.from('6c3b6ba200fc', 'hex'), '6c:3b:6b:a2:00:fc'],
  [Buffer.from('00:1F:02:03:04'), ''],
  [Buffer.from('0:1F:2:3:4:5'), '00:1f:02:03:04:05'],
  [Buffer.from('6C-3B-6B-A2-00-FC'), '6c:3b:6b:a2:00:fc'],
  [Buffer.alloc(0), ''],
  [Buffer.alloc(8), ''],
])('address %#', (bytes, expected) => {
  expect(macAddressOf(bytes)).toBe(expected);
});

test.each([
  ['RouterOS RB5009UPr+S+', '1.3.6.1.4.1.14988.1', 'MikroTik RB5009UPr+S+'],
  ['router', '1.3.6.1.4.1.14988.1', 'MikroTik'],
  ['CSS106-1G-4P-1S SwOS v2.11', '1.3.6.1.4.1.14988.2', 'MikroTik CSS106-1G-4P-1S'],
  ['S5720-56C-PWR-EI-AC Huawei Versatile Routing Platform', '1.3.6.1.4.1.2011.2.23.291', 'Huawei S5720-56C-PWR-EI-AC'],
  ['ZXR10 ROS Version V4.08.23 ZXR10_5928 Software', '1.3.6.1.4.1.3902.3.100.20', 'ZTE ZXR10_5928'],
  ['Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M)', '1.3.6.1.4.1.9.1.716', 'Cisco C2960'],
  ['V1600D', '1.3.6.1.4.1.37950.1.1.5.10.14.1', 'VSOL V1600D'],
  ['BDCOM(tm) GP3600-16B Software, Version 74104', '1.3.6.1.4.1.3320.1.390.0', 'BDCOM GP3600-16B'],
  ['UAP-nanoHD 5.43.36.12724', '1.3.6.1.4.1.8072.3.2.10', 'Ubiquiti UAP-nanoHD'],
  ['Linux gw 6.1.0-18-amd64 #1 SMP', '1.3.6.1.4.1.8072.3.2.10', 'Linux 6.1.0-18-amd64'],
  ['', '', ''],
  ['something', '1.3.6.1.4.1.99999.1', ''],
])('model of %j', (sysDescr, sysObjectId, expected) => {
  expect(modelOf(sysDescr, sysObjectId)).toBe(expected);
});
