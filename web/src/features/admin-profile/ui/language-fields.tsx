import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import type { PublicProfile, PublicProfileLimits } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { LimitedArea, LimitedField } from '@/shared/rich/ui/form/limited';
import { ListFields } from '@/shared/rich/ui/form/list-fields';
import '@/shared/rich/ui/rich-form.css';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { placeOf, type LanguageProfile } from '../model/languages';

interface LanguageFieldsProps {
  said: LanguageProfile;
  wanted: PublicProfile;
  locale: string;
  limits: PublicProfileLimits;
  errors: FieldErrors;
  onChange: (said: LanguageProfile) => void;
}

/** What one language says: greeting, first questions, menu. */
export function LanguageFields({ said, wanted, locale, limits, errors, onChange }: LanguageFieldsProps) {
  const t = useT();
  const tooLong = (text: string, most: number): string | undefined => (text.length > most ? t('admin-profile:tooLong', { length: text.length, most }) : undefined);
  const greeting = `greetings[${placeOf(wanted.greetings, locale)}]`;
  const questions = `questions[${placeOf(wanted.questions, locale)}]`;
  const menu = `menus[${placeOf(wanted.menus, locale)}]`;
  return (
    <>
      {limits.greeting > 0 && (
        <LimitedArea
          label={t('admin-profile:greeting')}
          value={said.greeting}
          most={limits.greeting}
          error={tooLong(said.greeting, limits.greeting) ?? errors[`${greeting}.text`] ?? errors.greetings}
          onText={(text) => onChange({ ...said, greeting: text })}
        />
      )}
      <h3 className="profile-part">{t('admin-profile:questions')}</h3>
      <ListFields
        items={said.questions}
        most={limits.questions}
        nameOf={(at) => t('admin-profile:question', { number: at + 1 })}
        add={t('admin-profile:addQuestion')}
        blank={() => ({ question: '', payload: '' })}
        error={errors[`${questions}.items`] ?? errors.questions}
        onChange={(items) => onChange({ ...said, questions: items })}
        draw={(item, at, change) => (
          <LimitedField
            label={t('admin-profile:questionText')}
            value={item.question}
            most={limits.question}
            error={tooLong(item.question, limits.question) ?? errors[`${questions}.items[${at}].question`]}
            onText={(question) => change({ question, payload: item.payload === item.question ? '' : item.payload })}
          />
        )}
      />
      <h3 className="profile-part">{t('admin-profile:menu')}</h3>
      <ListFields
        items={said.menu}
        most={limits.menu_items}
        nameOf={(at) => t('admin-profile:line', { number: at + 1 })}
        add={t('admin-profile:addLine')}
        blank={() => ({ title: '', url: '', payload: '' })}
        error={errors[`${menu}.items`] ?? errors.menus}
        onChange={(items) => onChange({ ...said, menu: items })}
        draw={(item, at, change) => (
          <div className="rich-pair">
            <LimitedField
              label={t('admin-profile:lineTitle')}
              value={item.title}
              most={limits.menu_title}
              error={tooLong(item.title, limits.menu_title) ?? errors[`${menu}.items[${at}].title`]}
              onText={(title) => change({ ...item, title, payload: item.payload === item.title ? '' : item.payload })}
            />
            <TextField
              label={t('admin-profile:lineUrl')}
              hint={t('admin-profile:lineUrlHint')}
              optional={t('form.optional')}
              type="url"
              dir="ltr"
              value={item.url}
              error={errors[`${menu}.items[${at}].url`]}
              onChange={(event) => change({ ...item, url: event.target.value })}
            />
          </div>
        )}
      />
      {limits.no_writing && said.menu.length > 0 && <Checkbox label={t('admin-profile:noWriting')} checked={said.noWriting} onChange={(event) => onChange({ ...said, noWriting: event.target.checked })} />}
    </>
  );
}
