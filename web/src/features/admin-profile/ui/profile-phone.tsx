import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import type { LanguageProfile } from '../model/languages';

/** The beginning of a chat as the phone shows it. */
export function ProfilePhone({ said, start, name }: { said: LanguageProfile; start: boolean; name: string }) {
  const t = useT();
  return (
    <section className="profile-phone" aria-label={t('admin-profile:phone')}>
      <h3>{t('admin-profile:phone')}</h3>
      <div className="profile-screen">
        <b>{name}</b>
        {said.greeting && <p dir="auto">{said.greeting.replace(/\{\{user_first_name\}\}/gu, 'Marta')}</p>}
        {said.questions.map((item, at) => (
          <span key={at} className="profile-tap" dir="auto">
            {item.question}
          </span>
        ))}
        {start && said.questions.length === 0 && <span className="profile-start">{t('admin-profile:getStarted')}</span>}
        {said.menu.length > 0 && (
          <div className="profile-menu">
            <span className="meta">
              <Icon name="list" size="xs" /> {t('admin-profile:menu')}
            </span>
            {said.menu.map((item, at) => (
              <span key={at} className="profile-tap" dir="auto">
                {item.url && <Icon name="external" size="xs" />} {item.title}
              </span>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
