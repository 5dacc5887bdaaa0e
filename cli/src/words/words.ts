/** Everything that the commands say, in both languages. */
import type { Language } from '../language.ts';
import { en } from './en.ts';
import { es } from './es.ts';

export type Words = typeof es;

export const wordsOf = (language: Language): Words => (language === 'en' ? en : es);
