import type account from './locales/en/account.json';
import type adminAccounts from './locales/en/admin-accounts.json';
import type adminApproved from './locales/en/admin-approved.json';
import type adminContacts from './locales/en/admin-contacts.json';
import type adminFlow from './locales/en/admin-flow.json';
import type adminHealth from './locales/en/admin-health.json';
import type adminHours from './locales/en/admin-hours.json';
import type adminImports from './locales/en/admin-imports.json';
import type adminKnowledge from './locales/en/admin-knowledge.json';
import type adminPeople from './locales/en/admin-people.json';
import type adminRouting from './locales/en/admin-routing.json';
import type adminSecurity from './locales/en/admin-security.json';
import type adminSetUp from './locales/en/admin-set-up.json';
import type adminTemplates from './locales/en/admin-templates.json';
import type adminProfile from './locales/en/admin-profile.json';
import type admin from './locales/en/admin.json';
import type cases from './locales/en/cases.json';
import type comments from './locales/en/comments.json';
import type contacts from './locales/en/contacts.json';
import type common from './locales/en/common.json';
import type day from './locales/en/day.json';
import type desk from './locales/en/desk.json';
import type knowledge from './locales/en/knowledge.json';
import type privacy from './locales/en/privacy.json';
import type reply from './locales/en/reply.json';
import type rich from './locales/en/rich.json';
import type talk from './locales/en/talk.json';
import type together from './locales/en/together.json';
import type waiting from './locales/en/waiting.json';
import type ways from './locales/en/ways.json';

/** The English texts by area. English is the reference: a key that is missing there does not compile. */
export interface Texts {
  cases: typeof cases;
  comments: typeof comments;
  contacts: typeof contacts;
  common: typeof common;
  account: typeof account;
  day: typeof day;
  desk: typeof desk;
  knowledge: typeof knowledge;
  privacy: typeof privacy;
  reply: typeof reply;
  rich: typeof rich;
  talk: typeof talk;
  together: typeof together;
  waiting: typeof waiting;
  ways: typeof ways;
  admin: typeof admin;
  'admin-profile': typeof adminProfile;
  'admin-templates': typeof adminTemplates;
  'admin-accounts': typeof adminAccounts;
  'admin-approved': typeof adminApproved;
  'admin-contacts': typeof adminContacts;
  'admin-health': typeof adminHealth;
  'admin-hours': typeof adminHours;
  'admin-imports': typeof adminImports;
  'admin-set-up': typeof adminSetUp;
  'admin-knowledge': typeof adminKnowledge;
  'admin-people': typeof adminPeople;
  'admin-flow': typeof adminFlow;
  'admin-routing': typeof adminRouting;
  'admin-security': typeof adminSecurity;
}

/** An area of texts, loaded with the pages that need it. */
export type Namespace = keyof Texts;
