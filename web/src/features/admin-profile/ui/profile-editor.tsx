import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { errorWords } from '@/shared/api/error-words';
import type { AccountView, PublicProfile, PublicProfileView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { serverNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { publicProfileQuery, publishPublicProfile, readPublicProfile } from '../api/public-profile';
import { DEFAULT, inLanguage, languagesOf, withLanguage } from '../model/languages';
import { Differences } from './differences';
import { LanguageFields } from './language-fields';
import { ProfilePhone } from './profile-phone';
import './profile.css';

interface ProfileEditorProps {
  account: AccountView;
  profile: PublicProfileView;
}

interface ProfileDraft {
  start_payload: string;
  greetings: PublicProfile['greetings'];
  questions: PublicProfile['questions'];
  menus: PublicProfile['menus'];
}

const draftOf = ({ wanted }: PublicProfileView): ProfileDraft => ({ start_payload: wanted.start_payload ?? '', greetings: wanted.greetings ?? [], questions: wanted.questions ?? [], menus: wanted.menus ?? [] });

const wantedOf = (draft: ProfileDraft): PublicProfile => ({ start_payload: draft.start_payload, greetings: draft.greetings ?? [], questions: draft.questions ?? [], menus: draft.menus ?? [] });

/** Greeting, start button, first questions and menu per language; published on Apply, read back from the platform. */
export function ProfileEditor({ account, profile }: ProfileEditorProps) {
  const t = useT();
  const language = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [locale, setLocale] = useState(DEFAULT);
  const [added, setAdded] = useState('');
  const [reading, setReading] = useState(false);
  const keep = (view: PublicProfileView) => queries.setQueryData(publicProfileQuery(account.id).queryKey, view);
  const form = useEntityForm<PublicProfileView, ProfileDraft>({
    applied: profile,
    blank: draftOf(profile),
    draftOf,
    labels: { start_payload: t('admin-profile:start'), greetings: t('admin-profile:greeting'), questions: t('admin-profile:questions'), menus: t('admin-profile:menu') },
    check: () => ({}),
    save: (draft) => publishPublicProfile(account.id, wantedOf(draft)),
    reload: () => queries.query({ ...publicProfileQuery(account.id), staleTime: 0 }),
    onSaved: (saved) => {
      keep(saved);
      toast(t('admin-profile:published'));
    },
  });
  const read = async () => {
    setReading(true);
    try {
      keep(await readPublicProfile(account.id));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setReading(false);
    }
  };
  const wanted = wantedOf(form.draft);
  const languages = [...new Set([...languagesOf(wanted), locale])];
  const said = inLanguage(wanted, locale);
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/accounts/$accountId', params: { accountId: account.id }, search: {}, ignoreBlocker: true })}
      head={
        <PageHead
          crumb={
            <Link to="/admin/accounts/$accountId" params={{ accountId: account.id }} search={{}}>
              {account.name}
            </Link>
          }
          crumbEnd={t('admin-profile:title')}
          title={t('admin-profile:title')}
          text={t(profile.read_at ? 'admin-profile:readAt' : 'admin-profile:neverRead', { moment: profile.read_at ? shortMoment(profile.read_at, serverNow(), language) : '' })}
          actions={
            <Button icon="reload" busy={reading} onClick={() => void read()}>
              {t('admin-profile:read')}
            </Button>
          }
        />
      }
    >
      <Differences profile={profile} />
      <Card>
        {profile.limits.start && (
          <FormSection title={t('admin-profile:start')}>
            <TextField
              label={t('admin-profile:startPayload')}
              hint={t('admin-profile:startHint')}
              {...form.field('start_payload')}
              dir="ltr"
              value={form.draft.start_payload}
              onChange={(event) => form.edit({ start_payload: event.target.value })}
            />
          </FormSection>
        )}
        <FormSection title={t('admin-profile:perLanguage')}>
          <div className="profile-made">
            <div className="profile-fields">
              <div className="profile-languages">
                <SelectField label={t('admin-profile:language')} value={locale} onChange={(event) => setLocale(event.target.value)}>
                  {languages.map((each) => (
                    <option key={each} value={each}>
                      {each === DEFAULT ? t('admin-profile:default') : each}
                    </option>
                  ))}
                </SelectField>
                <TextField label={t('admin-profile:addLanguage')} dir="ltr" placeholder="de_DE" value={added} onChange={(event) => setAdded(event.target.value)} />
                <Button
                  offReason={/^[a-z]{2,3}_[A-Z]{2}$/u.test(added.trim()) ? undefined : t('admin-profile:localeForm')}
                  onClick={() => {
                    setLocale(added.trim());
                    setAdded('');
                  }}
                >
                  {t('admin-profile:add')}
                </Button>
              </div>
              <LanguageFields said={said} wanted={wanted} locale={locale} limits={profile.limits} errors={form.errors} onChange={(next) => form.edit(withLanguage(wanted, locale, next))} />
            </div>
            <ProfilePhone said={said} start={form.draft.start_payload !== ''} name={account.name} />
          </div>
        </FormSection>
      </Card>
    </FormFrame>
  );
}
