/**
 * Links that a person gets by mail, or from an administrator where no mail is set up: a new password, and the proof
 * that an address is theirs. What is answered, and after how long, does not tell whether an account exists.
 */
import { type AddressLinks, createAddressLinks } from './address-links.ts';
import { createPasswordLinks, type PasswordLinks } from './password-links.ts';
import type { LinksDeps } from './ports.ts';

export interface Links extends PasswordLinks, AddressLinks {}

export const createLinks = (deps: LinksDeps): Links => ({ ...createPasswordLinks(deps), ...createAddressLinks(deps) });
