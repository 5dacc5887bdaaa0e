/**
 * Time-based codes, RFC 6238 over RFC 4226, with what every authenticator app understands: HMAC-SHA-1, six
 * digits, thirty seconds. Pure.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepMs = 30_000;
const digits = 6;
/** RFC 4226 asks for 160 bits. */
const secretBytes = 20;
/** Clocks of phones are off by less; RFC 6238 recommends one step. */
const stepsOff = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** In base32 (RFC 4648) without padding, as apps take it. */
export const newTotpSecret = (): string => encodeBase32(randomBytes(secretBytes));

export const totpStep = (nowMs: number): number => Math.floor(nowMs / stepMs);

/** The code of a step, six digits. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/**
 * @param lastStep of the code that was accepted last: that one, and all before, do not work again.
 * @returns the step the code belongs to, or null when it is none of now.
 */
export function matchTotp(secret: string, code: string, time: { nowMs: number; lastStep: number }): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = totpStep(time.nowMs);
  for (let step = Math.max(now - stepsOff, time.lastStep + 1); step <= now + stepsOff; step += 1) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) return step;
  }
  return null;
}

/** What the QR code says (Google Authenticator's key URI format). */
export function otpauthUri(secret: string, account: string): string {
  const issuer = 'FastISP';
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: String(digits), period: '30' });
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString()}`;
}

export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((value >>> (bits - 5)) & 31);
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (5 - bits)) & 31);
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const char of text) {
    value = ((value << 5) | alphabet.indexOf(char)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
