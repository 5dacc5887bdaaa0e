import { deflateSync, crc32 } from 'node:zlib';
import { isAppError } from '@fastisp/core/errors/app-error';
import { describe, expect, test } from 'vitest';
import { checkLogo, logoBytesMax } from './logo.ts';
import { svgProblem } from './svg.ts';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}
function png(width = 1, height = 1, extra: Buffer[] = []): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const pixels = chunk('IDAT', deflateSync(Buffer.from([0, 0])));
  const signature = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), ...extra, pixels, chunk('IEND', Buffer.alloc(0))]);
}
function webp(kind: string, data: number[]): Buffer {
  const rest = Buffer.concat([Buffer.from(`WEBP${kind}\u0000\u0000\u0000\u0000`, 'latin1'), Buffer.from(data)]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(rest.length);
  return Buffer.concat([Buffer.from('RIFF'), size, rest]);
}
const still = webp('VP8X', [0, 0, 0, 0, 99, 0, 0, 49, 0, 0]);
const withByte = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

function problemOf(mediaType: string, bytes: Buffer): string {
  try {
    checkLogo(mediaType, bytes);
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return 'taken';
}

test.each<[string, string, Buffer, string]>([
  ['a PNG', 'image/png', png(), 'taken'],
  ['a PNG cut short', 'image/png', png().subarray(0, -6), 'LOGO_INVALID'],
  ['a PNG with a wrong checksum', 'image/png', withByte(png(), 30, 7), 'LOGO_INVALID'],
  ['a PNG with a page behind it', 'image/png', Buffer.concat([png(), Buffer.from('<html>')]), 'LOGO_INVALID'],
  ['a PNG that would fill the memory', 'image/png', png(50_000, 50_000), 'LOGO_INVALID'],
  ['a PNG without size', 'image/png', png(0, 1), 'LOGO_INVALID'],
  ['a PNG that moves', 'image/png', png(1, 1, [chunk('acTL', Buffer.alloc(8))]), 'LOGO_INVALID'],
  ['a page that says it is a PNG', 'image/png', Buffer.from('<html></html>'), 'LOGO_INVALID'],
  ['nothing', 'image/png', Buffer.alloc(0), 'LOGO_INVALID'],
  ['a WebP', 'image/webp', still, 'taken'],
  ['a WebP cut short', 'image/webp', still.subarray(0, -1), 'LOGO_INVALID'],
  ['a WebP that moves', 'image/webp', withByte(still, 20, 2), 'LOGO_INVALID'],
  ['a lossy WebP', 'image/webp', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 32, 0]), 'taken'],
  ['a lossless WebP', 'image/webp', webp('VP8L', [0x2f, 63, 192, 7, 0, 0, 0, 0, 0, 0]), 'taken'],
  ['an SVG', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'taken'],
  ['an SVG in Windows-1252', 'image/svg+xml', Buffer.from('<svg><title>Año</title></svg>', 'latin1'), 'LOGO_INVALID'],
  ['a GIF', 'image/gif', Buffer.from('GIF89a'), 'LOGO_TYPE_UNSUPPORTED'],
  ['257 KiB', 'image/png', Buffer.alloc(logoBytesMax + 1), 'LOGO_TOO_LARGE'],
])('%s', (_name, mediaType, bytes, expected) => {
  expect(problemOf(mediaType, bytes)).toBe(expected);
});

describe('pictures', () => {
  test.each([
    [
      'a drawing of Inkscape',
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Inkscape -->\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 9 9">\n<sodipodi:namedview inkscape:zoom="1"/><g style="fill:#f00"><path d="M0 0h9"/></g></svg>\n',
    ],
    [
      'a gradient of its own',
      '<svg><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/><use href="#b"/></svg>',
    ],
    ['a part that is repeated', `<svg><path id="a"/>${'<use href="#a"/>'.repeat(32)}</svg>`],
    ['text with an ampersand', "<svg><text x='1'>R &amp; D</text></svg>"],
  ])('%s', (_name, text) => {
    expect(svgProblem(text)).toBeNull();
  });
});

describe('more than pictures', () => {
  test.each([
    ['a script', '<svg><script>alert(1)</script></svg>'],
    ['a script in capitals', '<svg><SCRIPT>alert(1)</SCRIPT></svg>'],
    ['a handler', '<svg onload="alert(1)"/>'],
    ['a handler of an animation', '<svg><animate onbegin="alert(1)"/></svg>'],
    ['a link', '<svg><a href="javascript:alert(1)"><path d=""/></a></svg>'],
    ['an animated link', '<svg><use href="#a"><set attributeName="href" to="data:x"/></use></svg>'],
    ['an image from elsewhere', '<svg><image href="https://example.net/x.png"/></svg>'],
    ['another file', '<svg><use href="other.svg#a"/></svg>'],
    ['another file, spelled apart', '<svg><use xlink:href="&#104;ttps://example.net/#a"/></svg>'],
    [
      'another file, by a prefix of its own',
      '<svg xmlns:x="http://www.w3.org/1999/xlink"><use x:href="o.svg#a"/></svg>',
    ],
    ['a base elsewhere', '<svg xml:base="https://example.net/"><use href="#a"/></svg>'],
    ['data', '<svg><use href="data:image/svg+xml,x#a"/></svg>'],
    [
      'parts that repeat parts that repeat parts',
      `<svg><defs><path id="p0"/>${Array.from({ length: 10 }, (_, n) => `<g id="p${n + 1}">${`<use href="#p${n}"/>`.repeat(10)}</g>`).join('')}</defs><use href="#p10"/></svg>`,
    ],
    ['a page inside', '<svg><foreignObject><iframe src="x"/></foreignObject></svg>'],
    ['a style sheet', '<svg><style>@import "https://example.net/x.css";</style></svg>'],
    ['a style from elsewhere', '<svg><rect style="fill:url(https://example.net/#a)"/></svg>'],
    ['a style from elsewhere, escaped', '<svg><rect style="fill:u\\72l(https://example.net/#a)"/></svg>'],
    ['a style from elsewhere, by number', '<svg><rect style="fill:url&#40;https://example.net/&#41;"/></svg>'],
    ['a document type', '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>'],
    ['an entity of its own', '<svg><text>&x;</text></svg>'],
    ['an instruction', '<?xml-stylesheet href="x.css"?><svg/>'],
    ['a page', '<html><svg/></html>'],
    ['two roots', '<svg/><svg/>'],
    ['an open end', '<svg><g></svg>'],
    ['an attribute without quotes', '<svg onload=alert(1)></svg>'],
    ['CDATA', '<svg><text><![CDATA[<script>]]></text></svg>'],
    ['text before it', 'x<svg/>'],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(svgProblem(text)).not.toBeNull();
  });

  test('are found in a moment, also in the largest', () => {
    const startedMs = performance.now();
    expect(svgProblem(`<svg>${'<g a="1" '.repeat(25_000)}`)).not.toBeNull();
    expect(svgProblem(`<svg>${'<g>'.repeat(60)}${'<path d="M0 0"/>'.repeat(15_000)}`)).not.toBeNull();
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
