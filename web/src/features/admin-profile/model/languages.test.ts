import { expect, test } from 'vitest';
import { DEFAULT, inLanguage, languagesOf, withLanguage } from './languages';

test('each language is changed by itself, and what is empty is not there', () => {
  const profile = { greetings: [{ locale: DEFAULT, text: 'Hello' }, { locale: 'de_DE', text: 'Hallo' }], start_payload: 'START' };
  expect(languagesOf(profile)).toEqual([DEFAULT, 'de_DE']);
  const german = inLanguage(profile, 'de_DE');
  const changed = withLanguage(profile, 'de_DE', { ...german, menu: [{ title: 'Laden', url: '', payload: '' }] });
  expect(inLanguage(changed, 'de_DE').menu).toEqual([{ title: 'Laden', url: '', payload: '' }]);
  expect(inLanguage(changed, DEFAULT)).toEqual(inLanguage(profile, DEFAULT));
  const silent = withLanguage(changed, 'de_DE', { greeting: '', questions: [], menu: [], noWriting: false });
  expect(languagesOf(silent)).toEqual([DEFAULT]);
});
