import { describe, expect, test } from 'vitest';
import { BerError, BerReader, BerWriter, tags } from './ber.ts';

function written(write: (writer: BerWriter) => void): string {
  const writer = new BerWriter(1_024);
  write(writer);
  return writer.buffer.toString('hex', 0, writer.position);
}

describe('BER writer', () => {
  test.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [-1, '0201ff'],
    [-129, '0202ff7f'],
    [65_535, '020300ffff'],
    [2_147_483_647, '02047fffffff'],
    [4_294_967_295, '020500ffffffff'],
    [2 ** 52, '020710000000000000'],
  ])('integer %d', (value, hex) => {
    expect(written((writer) => writer.integer(tags.integer, value))).toBe(hex);
  });

  test.each([
    [0n, '460100'],
    [2n ** 53n, '460720000000000000'],
    [2n ** 63n - 1n, '46087fffffffffffffff'],
    [2n ** 64n - 1n, '460900ffffffffffffffff'],
  ])('Counter64 %d', (value, hex) => {
    expect(written((writer) => writer.counter64(value))).toBe(hex);
  });

  test('object identifier with arcs of one to five bytes', () => {
    expect(written((writer) => writer.oid([1, 3, 6, 1, 4, 1, 14_988], 4_294_967_295))).toBe(
      '060d2b06010401f50c8fffffff7f'.replace('0d', '0c'),
    );
  });

  test.each([127, 128, 255, 256, 900])('closes a value of %d bytes with the shortest length field', (size) => {
    const hex = written((writer) => {
      const lengthAt = writer.open(tags.sequence);
      for (let i = 0; i < size; i++) writer.byte(i & 0xff);
      writer.close(lengthAt);
    });
    const header = size < 128 ? 2 : size < 256 ? 3 : 4;
    expect(hex.length / 2).toBe(size + header);
    expect(hex.slice(header * 2, header * 2 + 6)).toBe('000102');
  });
});

describe('BER reader', () => {
  test('reads back what was written', () => {
    const writer = new BerWriter(256);
    const lengthAt = writer.open(tags.sequence);
    writer.integer(tags.integer, -40_000);
    writer.text('cerro azul');
    writer.oid([1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6], 436_207_616);
    writer.close(lengthAt);
    const reader = new BerReader(writer.buffer.subarray(0, writer.position));
    reader.enter(tags.sequence);
    expect(reader.integer()).toBe(-40_000);
    expect(Buffer.from(reader.octets()).toString()).toBe('cerro azul');
    expect(reader.oid().join('.')).toBe('1.3.6.1.2.1.31.1.1.1.6.436207616');
  });

  test.each(['30', '3005020101', '3003020201', '30030282', '30060604ffffff', '3004060283ff'])('refuses %s', (hex) => {
    const reader = new BerReader(Buffer.from(hex, 'hex'));
    expect(() => {
      reader.enter(tags.sequence);
      if (reader.peekTag() === tags.oid) reader.oid();
      else reader.integer();
    }).toThrow(BerError);
  });
});
