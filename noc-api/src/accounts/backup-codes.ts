/** Codes for the day the phone is lost: shown once, kept as SHA-256, each used once. Pure but for their randomness. */
import { createHash, randomInt } from 'node:crypto';

export const backupCodesCount = 10;
/** Without those that are mistaken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 16 letters are 79 bits: more than a fast hash can be searched for. */
const groups = 4;
const groupLength = 4;

const newGroup = (): string =>
  Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
const newBackupCode = (): string => Array.from({ length: groups }, newGroup).join('-');

export const newBackupCodes = (): string[] => Array.from({ length: backupCodesCount }, newBackupCode);

/** As people type it: capitals, blanks and missing dashes do not matter. @returns null when it cannot be one. */
export function backupCodeDigest(typed: string): Buffer | null {
  const letters = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  if (letters.length !== groups * groupLength) return null;
  return createHash('sha256').update(letters).digest();
}
