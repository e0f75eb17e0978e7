import { DurationField } from '@/features/admin-common/form/duration-field';
import { FormSection } from '@/features/admin-common/form/form-section';
import type { EntityForm } from '@/features/admin-common/form/use-entity-form';
import type { ServiceView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import type { ServiceDraft } from '../model/draft';

/** The form of a service. */
export type ServiceForm = EntityForm<ServiceView, ServiceDraft>;

/** Name, service level, after-call work, reply timers. */
export function PropertiesTab({ form }: { form: ServiceForm }) {
  const t = useT();
  const { draft, edit, labels } = form;
  const duration = (key: 'target_wait_ms' | 'after_call_work_ms' | 'reply_warn_ms' | 'reply_alarm_ms', hint?: string) => (
    <DurationField label={labels[key]} {...form.field(key)} name={key} hint={hint} value={draft[key]} onChange={(value) => edit({ [key]: value })} />
  );
  return (
    <>
      <FormSection title={t('admin-flow:service.identity')} text={t('admin-flow:service.identityText')}>
        <TextField
          label={labels.name}
          {...form.field('name')}
          name="name"
          value={draft.name}
          maxLength={80}
          autoComplete="off"
          autoFocus={form.applied === undefined && form.refusals === 0}
          onChange={(event) => edit({ name: event.target.value })}
        />
      </FormSection>
      <FormSection title={t('admin-flow:service.target')} text={t('admin-flow:service.targetText')}>
        <div className="two-c">
          <TextField
            label={labels.target_percent}
            {...form.field('target_percent')}
            name="target_percent"
            className="num inp-num"
            inputMode="numeric"
            hint={t('admin-flow:service.targetPercentHint')}
            value={draft.target_percent}
            onChange={(event) => edit({ target_percent: event.target.value.trim() })}
          />
          {duration('target_wait_ms')}
        </div>
      </FormSection>
      <FormSection title={t('admin-flow:service.replies')} text={t('admin-flow:service.repliesText')}>
        <div className="two-c">
          {duration('reply_warn_ms')}
          {duration('reply_alarm_ms')}
        </div>
      </FormSection>
      <FormSection title={t('admin-flow:service.acw')} text={t('admin-flow:service.acwText')}>
        {duration('after_call_work_ms', t('admin-flow:service.acwHint'))}
        <Checkbox
          label={labels.disposition_required}
          hint={t('admin-flow:service.dispositionRequiredHint')}
          checked={draft.disposition_required}
          onChange={(event) => edit({ disposition_required: event.target.checked })}
        />
      </FormSection>
    </>
  );
}
