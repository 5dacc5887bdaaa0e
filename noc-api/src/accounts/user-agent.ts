/**
 * Browser and system from a User-Agent, in words for a list of one's devices. Not for decisions: anybody can
 * send anything. Pure.
 */

export interface DeviceName {
  /** `Chrome`, `Firefox`…; null when it is not a browser we know. */
  readonly browser: string | null;
  /** `Windows`, `Android`…; null when it does not say. */
  readonly system: string | null;
  readonly kind: 'desktop' | 'phone' | 'tablet' | 'program' | 'unknown';
}

/** The first that fits: most browsers also call themselves Chrome and Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPiOS|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\bHeadlessChrome\//, 'Chrome'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, 'iPadOS'],
  [/\b(iPhone|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

export function nameDevice(userAgent: string | null): DeviceName {
  if (userAgent === null || userAgent === '') return { browser: null, system: null, kind: 'unknown' };
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return { browser, system, kind: kindOf(userAgent, browser, system) };
}

function kindOf(userAgent: string, browser: string | null, system: string | null): DeviceName['kind'] {
  if (browser === null && system === null) return 'program';
  if (system === 'iPadOS') return 'tablet';
  if (system === 'iOS') return 'phone';
  // Android says "Mobile" on phones only.
  if (system === 'Android') return /\bMobile\b/.test(userAgent) ? 'phone' : 'tablet';
  return 'desktop';
}
