import { below } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import type { EntityForm } from '@/features/admin-common/form/use-entity-form';
import { PickList } from '@/features/admin-common/parts/pick-list';
import { SkillLevels } from '@/features/admin-common/parts/skill-levels';
import type { AccountView, EntryView, ServiceView, SkillLevel, SkillView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { SelectField, TextArea, TextField } from '@/shared/ui/field/field';
import './entries.css';

/** The editable values of a scenario entry. */
export interface EntryDraft {
  name: string;
  account_ids: readonly string[];
  /** Empty: none. */
  service_id: string;
  /** As typed. */
  priority: string;
  required_skills: readonly SkillLevel[];
  greeting_text: string;
}

interface EntryFieldsProps {
  form: EntityForm<EntryView, EntryDraft>;
  services: readonly ServiceView[];
  accounts: readonly AccountView[];
  skills: readonly SkillView[];
  /** The other entry that an account feeds. */
  feeds: (account: AccountView) => EntryView | undefined;
}

const GREETING_MAX = 2000;

/** The properties of a scenario entry. */
export function EntryFields({ form, services, accounts, skills, feeds }: EntryFieldsProps) {
  const t = useT();
  const { draft, edit, labels } = form;
  const pageOf = (account: AccountView) => [account.settings.page_username && `@${account.settings.page_username}`, account.settings.page_id].filter(Boolean).join(' · ');
  return (
    <>
      <FormSection title={t('admin-flow:entry.identity')}>
        <TextField
          label={labels.name}
          {...form.field('name')}
          name="name"
          value={draft.name}
          maxLength={80}
          autoComplete="off"
          autoFocus={form.applied === undefined}
          onChange={(event) => edit({ name: event.target.value })}
        />
        {form.applied && (
          <TextField
            label={t('admin-flow:entry.id')}
            hint={t('admin-flow:entry.idHint')}
            readOnly
            dir="ltr"
            className="mono"
            value={form.applied.id}
            end={<CopyButton text={form.applied.id} what={t('admin-flow:entry.id')} />}
          />
        )}
      </FormSection>
      <FormSection title={t('admin-flow:entry.from')} text={t('admin-flow:entry.fromText')}>
        <PickList
          label={labels.account_ids}
          empty={t('admin-flow:entry.noAccounts')}
          options={accounts.map((account) => {
            const other = feeds(account);
            return {
              id: account.id,
              label: account.name,
              detail: pageOf(account) || undefined,
              offReason: other && t('admin-flow:entry.feedsOther', { name: other.name }),
            };
          })}
          selected={draft.account_ids}
          {...form.field('account_ids')}
          onChange={(account_ids) => edit({ account_ids })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:entry.to')} text={t('admin-flow:entry.toText')}>
        <div className="two-c">
          <SelectField
            label={labels.service_id}
            {...form.field('service_id')}
            name="service_id"
            hint={draft.service_id === '' ? t('admin-flow:entry.serviceHint') : undefined}
            value={draft.service_id}
            onChange={(event) => edit({ service_id: event.target.value })}
          >
            <option value="">{t('admin:form.none')}</option>
            {services
              .filter((service) => !service.disabled || service.id === draft.service_id)
              .map((service) => (
                <option key={service.id} value={service.id}>
                  {service.name}
                </option>
              ))}
          </SelectField>
          <TextField
            label={labels.priority}
            {...form.field('priority')}
            name="priority"
            className="num inp-num"
            inputMode="numeric"
            hint={t('admin-flow:entry.priorityHint')}
            value={draft.priority}
            onChange={(event) => edit({ priority: event.target.value.trim() })}
          />
        </div>
        <SkillLevels
          label={labels.required_skills}
          hint={t('admin-routing:entrySkillsText')}
          levelLabel={t('admin-flow:service.atLeast')}
          skills={skills}
          value={draft.required_skills}
          errors={below(form.errors, 'required_skills')}
          changed={form.field('required_skills').changed}
          startLevel={1}
          onChange={(required_skills) => edit({ required_skills })}
        />
        <TextArea
          label={labels.greeting_text}
          {...form.field('greeting_text')}
          name="greeting_text"
          optional={t('form.optional')}
          hint={
            <>
              {t('admin-flow:entry.greetingHint')} <span className="text-count">{`${[...draft.greeting_text].length} / ${GREETING_MAX}`}</span>
            </>
          }
          rows={3}
          value={draft.greeting_text}
          onChange={(event) => edit({ greeting_text: event.target.value })}
        />
      </FormSection>
    </>
  );
}
