import type { PublicProfile } from '@/shared/api/schema';

/** The language that stands for all others. */
export const DEFAULT = 'default';

/** One language's share of a profile. */
export interface LanguageProfile {
  greeting: string;
  questions: { question: string; payload: string }[];
  menu: { title: string; url: string; payload: string }[];
  noWriting: boolean;
}

/** The languages a profile speaks, the default first. */
export const languagesOf = (profile: PublicProfile): string[] => {
  const named = [...(profile.greetings ?? []), ...(profile.questions ?? []), ...(profile.menus ?? [])].map(({ locale }) => locale);
  return [DEFAULT, ...[...new Set(named)].filter((locale) => locale !== DEFAULT).sort()];
};

/** What one language says. */
export const inLanguage = (profile: PublicProfile, locale: string): LanguageProfile => {
  const menu = profile.menus?.find((each) => each.locale === locale);
  return {
    greeting: profile.greetings?.find((each) => each.locale === locale)?.text ?? '',
    questions: (profile.questions?.find((each) => each.locale === locale)?.items ?? []).map(({ question, payload }) => ({ question, payload: payload ?? '' })),
    menu: (menu?.items ?? []).map(({ title, url, payload }) => ({ title, url: url ?? '', payload: payload ?? '' })),
    noWriting: menu?.no_writing ?? false,
  };
};

const put = <T extends { locale: string }>(list: readonly T[] | undefined, locale: string, item: T | undefined): T[] => {
  const others = (list ?? []).filter((each) => each.locale !== locale);
  return item ? [...others, item] : others;
};

/** A profile in which one language says something else; what is empty is not there. */
export const withLanguage = (profile: PublicProfile, locale: string, said: LanguageProfile): PublicProfile => ({
  ...profile,
  greetings: put(profile.greetings, locale, said.greeting ? { locale, text: said.greeting } : undefined),
  questions: put(profile.questions, locale, said.questions.length > 0 ? { locale, items: said.questions } : undefined),
  menus: put(profile.menus, locale, said.menu.length > 0 ? { locale, items: said.menu, no_writing: said.noWriting } : undefined),
});

/** The place of a language's entry in a list, to read the paths of faults. */
export const placeOf = (list: readonly { locale: string }[] | undefined, locale: string): number => (list ?? []).findIndex((each) => each.locale === locale);
