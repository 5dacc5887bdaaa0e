/** Octet strings of agents as text that people may see: any bytes come, so nothing is trusted. */

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');
/** C0 and C1 controls, and the marks that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** SnmpAdminString and DisplayString stop at 255; longer ones are cut, for some agents send more. */
export const textBytesMax = 1_024;

/** UTF-8 where it is, Latin-1 otherwise; runs of control characters become one space. */
export function cleanText(bytes: Uint8Array): string {
  const cut = bytes.subarray(0, textBytesMax);
  let text: string;
  try {
    text = utf8.decode(cut);
  } catch {
    text = latin1.decode(cut);
  }
  return text.replace(unprintable, ' ').trim();
}

const macBytes = 6;
const macText = /^[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}$/i;

/** A PhysAddress as `aa:bb:cc:dd:ee:ff`, or empty when it is not a MAC address. Some agents send it as text. */
export function macAddressOf(bytes: Uint8Array): string {
  if (bytes.length === macBytes) return Buffer.from(bytes).toString('hex').match(/../g)?.join(':') ?? '';
  const text = bytes.length <= 17 ? latin1.decode(bytes) : '';
  if (!macText.test(text)) return '';
  return text
    .toLowerCase()
    .split(/[:-]/)
    .map((part) => part.padStart(2, '0'))
    .join(':');
}
