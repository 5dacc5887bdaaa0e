/**
 * Which encoding a text file has. A byte order mark says it; UTF-16 without one shows by its zeros; the rest is
 * UTF-8 when every byte of the file is valid UTF-8, and otherwise what Excel in Spanish writes, Windows-1252.
 */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

export type FileKind =
  | { readonly kind: 'text'; readonly encoding: Encoding }
  | { readonly kind: 'zip' }
  | { readonly kind: 'old excel' }
  | { readonly kind: 'binary' };

/** Bytes from the start that are looked at for marks and zeros. */
const headBytesMax = 64 * 1024;

export interface EncodingDetector {
  push(chunk: Uint8Array): void;
  end(): FileKind;
}

/** Takes a file as it streams by. */
export function createEncodingDetector(): EncodingDetector {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let head: Uint8Array = new Uint8Array(0);
  const decode = (chunk?: Uint8Array): void => {
    if (!valid) return;
    try {
      if (chunk === undefined) utf8.decode();
      else utf8.decode(chunk, { stream: true });
    } catch {
      valid = false;
    }
  };
  return {
    push(chunk) {
      if (head.length < headBytesMax) head = Buffer.concat([head, chunk.subarray(0, headBytesMax - head.length)]);
      decode(chunk);
    },
    end() {
      decode();
      return kindOf(head, valid);
    },
  };
}

function kindOf(head: Uint8Array, isUtf8: boolean): FileKind {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return { kind: 'zip' };
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return { kind: 'old excel' };
  if (starts(0xef, 0xbb, 0xbf)) return { kind: 'text', encoding: isUtf8 ? 'utf-8' : 'windows-1252' };
  if (starts(0xff, 0xfe)) return { kind: 'text', encoding: 'utf-16le' };
  if (starts(0xfe, 0xff)) return { kind: 'text', encoding: 'utf-16be' };
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Latin text in UTF-16 has a zero in most pairs, always on the same side.
  if (odd > head.length / 4 && even < odd / 10) return { kind: 'text', encoding: 'utf-16le' };
  if (even > head.length / 4 && odd < even / 10) return { kind: 'text', encoding: 'utf-16be' };
  if (even + odd > 0) return { kind: 'binary' };
  return { kind: 'text', encoding: isUtf8 ? 'utf-8' : 'windows-1252' };
}
