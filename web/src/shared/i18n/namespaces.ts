import type adminAccounts from './locales/en/admin-accounts.json';
import type adminFlow from './locales/en/admin-flow.json';
import type adminPeople from './locales/en/admin-people.json';
import type adminSecurity from './locales/en/admin-security.json';
import type admin from './locales/en/admin.json';
import type common from './locales/en/common.json';
import type desk from './locales/en/desk.json';

/** The English texts by area. English is the reference: a key that is missing there does not compile. */
export interface Texts {
  common: typeof common;
  desk: typeof desk;
  admin: typeof admin;
  'admin-accounts': typeof adminAccounts;
  'admin-people': typeof adminPeople;
  'admin-flow': typeof adminFlow;
  'admin-security': typeof adminSecurity;
}

/** An area of texts, loaded with the pages that need it. */
export type Namespace = keyof Texts;
