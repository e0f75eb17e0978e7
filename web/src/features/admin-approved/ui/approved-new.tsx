import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { below } from '@/features/admin-common/form/field-errors';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { PageHead } from '@/features/admin-common/page/page-head';
import { VariablesHelp } from '@/features/admin-common/parts/variables-help';
import type { AccountView, ApprovedLimits, ApprovedTemplateView, Button as RichButton, RichLimits } from '@/shared/api/schema';
import { asRich, filled, placesOf } from '@/shared/approved/model/places';
import { PlaceFields } from '@/shared/approved/ui/place-fields';
import { useT } from '@/shared/i18n/t';
import { ButtonsFields } from '@/shared/rich/ui/form/buttons-fields';
import { LimitedArea, LimitedField } from '@/shared/rich/ui/form/limited';
import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { Card } from '@/shared/ui/card/card';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { approvedQuery, submitApproved } from '../api/approved';
import '@/features/admin-common/parts/parts.css';
import './approved.css';

interface Draft {
  name: string;
  language: string;
  header: string;
  body: string;
  buttons: RichButton[];
  examples: Record<string, string>;
  defaults: Record<string, string>;
}

const BLANK: Draft = { name: '', language: 'en_US', header: '', body: '', buttons: [], examples: {}, defaults: {} };

const LANGUAGES = ['en_US', 'en_GB', 'de', 'fr', 'es', 'es_LA', 'it', 'nl', 'nb', 'sv', 'da', 'fi', 'pl', 'pt_BR', 'pt_PT', 'th', 'vi', 'fil', 'tr', 'ja', 'ko', 'zh_CN'];

/** Writes a template and submits it to the platform for review. */
export function NewApprovedPage({ accountId }: { accountId: string }) {
  const t = useT();
  const account = useQuery(accountQuery(accountId));
  const templates = useQuery(approvedQuery(accountId));
  return (
    <EntityPage query={together({ account, templates })} errorTitle={t('admin-approved:error')}>
      {(data) => <NewApproved account={data.account} limits={data.templates.limits} />}
    </EntityPage>
  );
}

/** Only buttons count here; their limits stand in the template's. */
const buttonLimits = (limits: ApprovedLimits): RichLimits => ({ button_title: limits.button_title, buttons_max: limits.buttons, payload: 1000, url: 2048, media: false });

function NewApproved({ account, limits }: { account: AccountView; limits: ApprovedLimits }) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const back = () => void navigate({ to: '/admin/accounts/$accountId/templates', params: { accountId: account.id }, ignoreBlocker: true });
  const form = useEntityForm<ApprovedTemplateView, Draft>({
    applied: undefined,
    blank: BLANK,
    draftOf: () => BLANK,
    labels: {
      name: t('admin-approved:name'),
      language: t('admin-approved:language'),
      header: t('admin-approved:header'),
      body: t('admin-approved:body'),
      buttons: t('admin-approved:buttons'),
      examples: t('admin-approved:examples'),
      defaults: t('admin-approved:defaults'),
    },
    check: () => ({}),
    save: (draft) => submitApproved(account.id, draft),
    reload: () => Promise.reject(new Error('a new template has nothing to load')),
    onSaved: (saved) => {
      void queries.invalidateQueries({ queryKey: approvedQuery(account.id).queryKey });
      toast(t('admin-approved:submitted', { name: saved.name }));
      back();
    },
  });
  const { draft, edit, errors } = form;
  const content = { header: draft.header, body: draft.body, buttons: draft.buttons };
  const places = placesOf(content);
  const faultsOf = (key: 'examples' | 'defaults') => Object.fromEntries(Object.entries(below(errors, key)).map(([path, message]) => [path.replace(/^\./u, ''), message]));
  return (
    <FormFrame
      form={form}
      onCancel={back}
      head={
        <PageHead
          crumb={
            <Link to="/admin/accounts/$accountId/templates" params={{ accountId: account.id }}>
              {t('admin-approved:title')}
            </Link>
          }
          crumbEnd={account.name}
          title={t('admin-approved:newTitle')}
          text={t('admin-approved:newText')}
        />
      }
    >
      <Card>
        <FormSection title={t('admin-approved:which')}>
          <TextField label={t('admin-approved:name')} hint={t('admin-approved:nameHint')} {...form.field('name')} dir="ltr" autoComplete="off" autoFocus value={draft.name} onChange={(event) => edit({ name: event.target.value })} />
          <TextField label={t('admin-approved:language')} hint={t('admin-approved:languageHint')} {...form.field('language')} dir="ltr" list="approved-languages" value={draft.language} onChange={(event) => edit({ language: event.target.value })} />
          <datalist id="approved-languages">
            {LANGUAGES.map((code) => (
              <option key={code} value={code} />
            ))}
          </datalist>
        </FormSection>
        <FormSection title={t('admin-approved:message')}>
          <div className="template-made">
            <div className="template-fields">
              <LimitedField label={t('admin-approved:header')} optional={t('form.optional')} value={draft.header} most={limits.header} error={errors.header} onText={(header) => edit({ header })} />
              <LimitedArea label={t('admin-approved:body')} hint={t('admin-approved:bodyHint', { braces: '{{1}} / {{order_number}}' })} value={draft.body} most={limits.body} error={errors.body} onText={(body) => edit({ body })} />
              <ButtonsFields path="" buttons={draft.buttons} limits={buttonLimits(limits)} say={(path) => errors[path]} onChange={(buttons) => edit({ buttons })} />
              {places.length > 0 && (
                <>
                  <PlaceFields label={t('admin-approved:examples')} places={places} values={draft.examples} errors={faultsOf('examples')} onChange={(examples) => edit({ examples })} />
                  <PlaceFields label={t('admin-approved:defaults')} places={places} values={draft.defaults} errors={faultsOf('defaults')} onChange={(defaults) => edit({ defaults })} />
                  <VariablesHelp />
                </>
              )}
            </div>
            <section className="template-phone" aria-label={t('rich:preview')}>
              <h3>{t('rich:preview')}</h3>
              <div className="template-screen">{draft.body || draft.header ? <PhoneCard rich={asRich(filled(content, draft.examples))} /> : <p className="mut">{t('admin-approved:nothingYet')}</p>}</div>
            </section>
          </div>
        </FormSection>
      </Card>
    </FormFrame>
  );
}
