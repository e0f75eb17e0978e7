import { useT, useLanguage } from '../../i18n/t';
import { LANGUAGES, setLanguage } from '../../i18n/i18n';
import './language-switch.css';

/** Chooses the language of the interface, each by its own name. */
export function LanguageSwitch() {
  const t = useT();
  const language = useLanguage();
  return (
    <select
      className="language"
      aria-label={t('language')}
      value={LANGUAGES.find((each) => language.startsWith(each.code))?.code}
      onChange={(event) => {
        const chosen = LANGUAGES.find((each) => each.code === event.target.value);
        if (chosen) void setLanguage(chosen.code);
      }}
    >
      {LANGUAGES.map((each) => (
        <option key={each.code} value={each.code} lang={each.code}>
          {each.name}
        </option>
      ))}
    </select>
  );
}
