import { DurationField } from '@/features/admin-common/form/duration-field';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useT } from '@/shared/i18n/t';
import { TextArea } from '@/shared/ui/field/field';
import type { Told } from '../model/draft';

interface ToldSectionProps {
  told: Told;
  /** Faults below it, e.g. `.text`. */
  errors: FieldErrors;
  onChange: (change: Partial<Told>) => void;
}

/** What customers are told while they wait. */
export function ToldSection({ told, errors, onChange }: ToldSectionProps) {
  const t = useT();
  const variables = { position: '{position}', wait: '{wait}', service: '{service}' };
  return (
    <FormSection title={t('admin-hours:told')} text={t('admin-hours:toldText')}>
      <TextArea
        label={t('admin-hours:waitingText')}
        hint={t('admin-hours:waitingTextHint', variables)}
        placeholder={t('admin-hours:waitingExample', variables)}
        error={errors['.text']}
        maxLength={1000}
        value={told.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <DurationField label={t('admin-hours:every')} hint={t('admin-hours:everyHint')} name="told-every" error={errors['.every_ms']} changed={false} value={told.every_ms} onChange={(every_ms) => onChange({ every_ms })} />
      <DurationField label={t('admin-hours:lateAfter')} hint={t('admin-hours:lateAfterHint')} name="told-late" error={errors['.late_after_ms']} changed={false} value={told.late_after_ms} onChange={(late_after_ms) => onChange({ late_after_ms })} />
      <TextArea label={t('admin-hours:lateText')} error={errors['.late_text']} maxLength={1000} value={told.late_text} onChange={(event) => onChange({ late_text: event.target.value })} />
    </FormSection>
  );
}
