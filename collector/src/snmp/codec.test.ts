import { describe, expect, test } from 'vitest';
import { readRequest, tlv, writeResponse } from '../testing/agent-ber.ts';
import { mibEntry, recordedValue } from '../testing/snmprec.ts';
import { tags, versions } from './ber.ts';
import { emptyHead, readHead, VarbindReader } from './decode.ts';
import { RequestEncoder } from './encode.ts';
import { compareOids, encodeOid, formatOid, hasPrefix, singlePart } from './oid.ts';

const encoded = (text: string): Uint8Array => encodeOid(text);
const compareTexts = (a: string, b: string): number => {
  const [x, y] = [encoded(a), encoded(b)];
  return Math.sign(compareOids(x, 0, x.length, y, 0, y.length));
};

describe('object identifiers', () => {
  test.each(['1.3.6.1.2.1.1.3.0', '1.3.6.1.4.1.14988.1.1', '2.100.3', '0.0', '1.3.4294967295.128.16384'])(
    '%s',
    (text) => {
      const bytes = encoded(text);
      expect(formatOid(bytes, 0, bytes.length)).toBe(text);
    },
  );

  test('are in the order of their parts, not of their bytes', () => {
    expect(compareTexts('1.3.16383', '1.3.16384')).toBe(-1);
    expect(compareTexts('1.3.127', '1.3.128')).toBe(-1);
    expect(compareTexts('1.3.6', '1.3.6.0')).toBe(-1);
    expect(compareTexts('1.3.6.1', '1.3.6.1')).toBe(0);
    expect(compareTexts('1.3.7', '1.3.6.9')).toBe(1);
  });

  test.each(['', '1', '1.x', '3.1', '1.40', '1.3.4294967296', '1.3.-1'])('refuses %j', (text) => {
    expect(() => encoded(text)).toThrow('not an OID');
  });

  test('an index is the one part after the column', () => {
    const column = encoded('1.3.6.1.2.1.2.2.1.8');
    const cell = encoded('1.3.6.1.2.1.2.2.1.8.436207616');
    expect(hasPrefix(cell, 0, cell.length, column)).toBe(true);
    expect(hasPrefix(column, 0, column.length, cell)).toBe(false);
    expect(singlePart(cell, column.length, cell.length)).toBe(436_207_616);
    const two = encoded('1.3.6.1.2.1.2.2.1.8.1.2');
    expect(singlePart(two, column.length, two.length)).toBe(-1);
    expect(singlePart(two, two.length, two.length)).toBe(-1);
  });
});

describe('requests', () => {
  test.each([
    { requestId: 1, community: 'public' },
    { requestId: 127, community: '' },
    { requestId: 128, community: 'c'.repeat(255) },
    { requestId: 2 ** 31 - 1, community: 'ñandú' },
  ])('$requestId $community reads back', ({ requestId, community }) => {
    const encoder = new RequestEncoder();
    encoder.begin();
    encoder.varbind(encoded('1.3.6.1.2.1.2.2.1.10'), Uint8Array.of(0x81, 0x00));
    encoder.varbind(encoded('1.3.6.1.2.1.1.3.0'));
    encoder.finish({
      version: versions.v2c,
      community: Buffer.from(community),
      pdu: tags.getBulkRequest,
      requestId,
      nonRepeaters: 1,
      maxRepetitions: 50,
    });
    const request = readRequest(encoder.buffer.subarray(encoder.start));
    expect(request).toMatchObject({ version: 1, pduTag: 0xa5, first: 1, second: 50 });
    expect(request.community.toString()).toBe(community);
    expect(request.requestId.readUIntBE(0, request.requestId.length)).toBe(requestId);
    expect(request.names.map((name) => name.join('.'))).toEqual(['1.3.6.1.2.1.1.3.0', '1.3.6.1.2.1.2.2.1.10.128']);
  });

  test('one that does not fit is a bug of ours', () => {
    const encoder = new RequestEncoder();
    encoder.begin();
    expect(() => {
      for (let i = 0; i < 200; i += 1) encoder.varbind(encoded('1.3.6.1.2.1.2.2.1.10'));
    }).toThrow(RangeError);
  });
});

const response = (...varbinds: Uint8Array[]): Buffer =>
  writeResponse({ version: 1, community: Buffer.from('public'), requestId: Buffer.from([7]) }, varbinds);

const readerOf = (bytes: Buffer): VarbindReader => {
  const head = emptyHead();
  expect(readHead(bytes, head)).toBeNull();
  return new VarbindReader(bytes, head.varbindsStart, head.varbindsEnd);
};

describe('responses', () => {
  test('the head', () => {
    const head = emptyHead();
    const bytes = writeResponse({ version: 0, community: Buffer.from('x'), requestId: Buffer.from([0x12, 0x34]) }, [], {
      status: 2,
      index: 3,
    });
    expect(readHead(bytes, head)).toBeNull();
    expect(head).toMatchObject({ version: 0, requestId: 0x1234, errorStatus: 2, errorIndex: 3 });
    expect(bytes.toString('latin1', head.communityStart, head.communityEnd)).toBe('x');
  });

  test.each([
    ['an empty datagram', Buffer.alloc(0), 'not_snmp'],
    ['text', Buffer.from('GET / HTTP/1.1'), 'not_snmp'],
    ['half a message', response(mibEntry('1.3.6.1', tlv(5)).varbind).subarray(0, 20), 'truncated'],
    ['an endless length', Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), 'truncated'],
    ['an indefinite length', Buffer.from([0x30, 0x80, 0x02, 0x01, 0x01, 0, 0]), 'truncated'],
    ['SNMPv3', tlv(0x30, tlv(2, Buffer.from([3]))), 'wrong_version'],
    ['a request', tlv(0x30, tlv(2, Buffer.from([1])), tlv(4), tlv(0xa0)), 'not_a_response'],
    ['no request id', tlv(0x30, tlv(2, Buffer.from([1])), tlv(4), tlv(0xa2)), 'malformed'],
    ['no community', tlv(0x30, tlv(2, Buffer.from([1])), tlv(5)), 'malformed'],
  ])('%s is refused', (_, bytes, reason) => {
    expect(readHead(bytes, emptyHead())).toBe(reason);
  });

  test.each([
    ['2', '0', 0],
    ['65', '4294967295', 4_294_967_295],
    ['66', '128', 128],
    ['67', '8640000', 8_640_000],
    ['2', '-1', 4_294_967_295],
  ])('number %s|%s', (tag, text, expected) => {
    const reader = readerOf(response(mibEntry('1.3.6.1', recordedValue(tag, text)).varbind));
    expect(reader.next()).toBe(true);
    expect(reader.unsigned32()).toBe(expected);
    expect(reader.next()).toBe(false);
    expect(reader.malformed).toBe(false);
  });

  test('a Counter64 keeps all of its bits', () => {
    const reader = readerOf(response(mibEntry('1.3.6.1', recordedValue('70', '18446744073709551615')).varbind));
    reader.next();
    expect(reader.readUnsigned()).toBe(true);
    expect([reader.high, reader.low]).toEqual([0xffff_ffff, 0xffff_ffff]);
    expect(reader.unsigned32()).toBe(-1);
  });

  test('a gauge in five bytes, and one with needless zeros', () => {
    for (const contents of [
      [0, 0xff, 0xff, 0xff, 0xff],
      [0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
    ]) {
      const reader = readerOf(response(mibEntry('1.3.6.1', tlv(0x42, Buffer.from(contents))).varbind));
      reader.next();
      expect(reader.unsigned32()).toBe(4_294_967_295);
    }
  });

  test('texts are slices, OIDs are text, exceptions are absent, and neither is a number', () => {
    const reader = readerOf(
      response(
        mibEntry('1.3.6.1.1', tlv(4, Buffer.from('ether1'))).varbind,
        mibEntry('1.3.6.1.2', recordedValue('6', '1.3.6.1.4.1.14988.1')).varbind,
        mibEntry('1.3.6.1.3', tlv(0x80)).varbind,
        mibEntry('1.3.6.1.4', tlv(0x82)).varbind,
      ),
    );
    reader.next();
    expect(Buffer.from(reader.octets() ?? []).toString()).toBe('ether1');
    expect(reader.readUnsigned()).toBe(false);
    reader.next();
    expect(reader.oidText()).toBe('1.3.6.1.4.1.14988.1');
    expect(reader.octets()).toBeNull();
    for (const _ of [0x80, 0x82]) {
      reader.next();
      expect(reader.absent).toBe(true);
      expect(reader.unsigned32()).toBe(-1);
    }
  });

  test('a varbind that passes its list ends the list as malformed', () => {
    const bytes = response(mibEntry('1.3.6.1', tlv(4, Buffer.from('abcd'))).varbind);
    bytes[bytes.length - 5] = 0x20; // the length of the value
    const reader = readerOf(bytes);
    expect(reader.next()).toBe(false);
    expect(reader.malformed).toBe(true);
    expect(reader.next()).toBe(false);
  });

  test('bytes after the message are left alone', () => {
    const bytes = Buffer.concat([response(mibEntry('1.3.6.1', tlv(5)).varbind), Buffer.alloc(4)]);
    expect(readerOf(bytes).next()).toBe(true);
  });
});
