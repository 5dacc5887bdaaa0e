/** Whether bytes are the picture that they say they are. Pure; nothing is decoded. */
import { crc32 } from 'node:zlib';
import * as errors from './errors.ts';
import { svgProblem } from './svg.ts';

export const logoBytesMax = 256 * 1024;
/** Of each side, in pixels: a picture of a few bytes may otherwise fill a browser's memory. */
const sideMax = 4_096;

export const logoTypes = ['image/png', 'image/webp', 'image/svg+xml'] as const;
export type LogoType = (typeof logoTypes)[number];

/** @throws AppError when it is too large, or is not what it says. */
export function checkLogo(mediaType: string, bytes: Buffer): LogoType {
  const known = logoTypes.find((each) => each === mediaType);
  if (known === undefined) throw errors.logoTypeUnsupported(mediaType);
  if (bytes.length > logoBytesMax) throw errors.logoTooLarge(logoBytesMax);
  const problem = problemOf[known](bytes);
  if (problem !== null) throw errors.logoInvalid(problem);
  return known;
}

const problemOf: Readonly<Record<LogoType, (bytes: Buffer) => string | null>> = {
  'image/png': pngProblem,
  'image/webp': webpProblem,
  'image/svg+xml': (bytes) => {
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes)) return 'this SVG is not UTF-8';
    const problem = svgProblem(text);
    return problem === null ? null : `this SVG cannot be taken: ${problem}`;
  },
};

/** PNG (Third Edition): signature, then chunks of length, type, data and CRC; IHDR first, IEND last. */
function pngProblem(bytes: Buffer): string | null {
  const broken = 'this is not a whole PNG image';
  if (bytes.subarray(0, 8).toString('latin1') !== '\u0089PNG\r\n\u001a\n') return broken;
  let at = 8;
  for (let chunk = 0; at + 12 <= bytes.length; chunk++) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return broken;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return broken;
    if (chunk === 0) {
      if (type !== 'IHDR' || length !== 13) return broken;
      const problem = sizeProblem(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
      if (problem !== null) return problem;
    }
    if (type === 'acTL') return 'a logo does not move: upload a still image';
    if (type === 'IEND') return end === bytes.length ? null : 'something is hidden behind this PNG image';
    at = end;
  }
  return broken;
}

/** RFC 9649: RIFF, the size of the rest, WEBP, then the first chunk says which kind. */
function webpProblem(bytes: Buffer): string | null {
  const broken = 'this is not a whole WebP image';
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return broken;
  if (bytes.toString('latin1', 8, 12) !== 'WEBP' || bytes.readUInt32LE(4) + 8 !== bytes.length) return broken;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return broken;
      return sizeProblem(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return broken;
      const bits = bytes.readUInt32LE(21);
      return sizeProblem((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case 'VP8X': {
      const animated = ((bytes[20] ?? 0) & 0x02) !== 0;
      if (animated) return 'a logo does not move: upload a still image';
      return sizeProblem(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
    }
    default:
      return broken;
  }
}

function sizeProblem(width: number, height: number): string | null {
  if (width === 0 || height === 0) return 'this image has no size';
  return width > sideMax || height > sideMax ? `a logo has ${sideMax} pixels a side at most` : null;
}
