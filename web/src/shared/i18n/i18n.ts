import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import common from './locales/en/common.json';
import type { Namespace } from './namespaces';

/** A language the interface speaks, by its own name. The first is the fallback for missing texts. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const;

/** The code of a language the interface speaks (BCP 47). */
export type Language = (typeof LANGUAGES)[number]['code'];

const FALLBACK: Language = 'en';
const STORED = 'parlance.language';
const files = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', { import: 'default' });

const known = (code: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => code?.toLowerCase().startsWith(language.code))?.code;

const preferred = (): Language =>
  known(localStorage.getItem(STORED)) ?? known(navigator.languages.find((code) => known(code))) ?? FALLBACK;

const loadOne = async (language: Language, namespace: Namespace): Promise<void> => {
  if (i18next.hasResourceBundle(language, namespace)) return;
  const load = files[`./locales/${language}/${namespace}.json`];
  if (load) i18next.addResourceBundle(language, namespace, await load());
};

const loaded = new Set<Namespace>(['common']);

/** Loads the texts of an area of the app in the present language; a page's route awaits it. */
export const loadTexts = async (...namespaces: readonly Namespace[]): Promise<void> => {
  namespaces.forEach((namespace) => loaded.add(namespace));
  const languages = new Set<Language>([FALLBACK, known(i18next.language) ?? FALLBACK]);
  await Promise.all([...languages].flatMap((language) => namespaces.map((each) => loadOne(language, each))));
};

const describeDocument = (language: string): void => {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
};

/** Starts the texts: the person's choice, else the browser's wish, else English. */
export const startTexts = async (): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: FALLBACK,
    ns: ['common'],
    defaultNS: 'common',
    resources: { en: { common } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await loadTexts('common');
  describeDocument(i18next.language);
};

/** Changes the language and remembers it in this browser. */
export const setLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem(STORED, language);
  await Promise.all([...loaded].map((namespace) => loadOne(language, namespace)));
  await i18next.changeLanguage(language);
  describeDocument(language);
};

/** The present language. */
export const currentLanguage = (): Language => known(i18next.language) ?? FALLBACK;
