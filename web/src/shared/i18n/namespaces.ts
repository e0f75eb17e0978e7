import type admin from './locales/en/admin.json';
import type common from './locales/en/common.json';
import type desk from './locales/en/desk.json';

/** The English texts by area. English is the reference: a key that is missing there does not compile. */
export interface Texts {
  common: typeof common;
  desk: typeof desk;
  admin: typeof admin;
}

/** An area of texts, loaded with the pages that need it. */
export type Namespace = keyof Texts;
