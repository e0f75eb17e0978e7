import type { Feedback, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { Checkbox } from '../../../ui/field/check';
import { SelectField, TextField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { DaysField } from './days-field';
import { LimitedField } from './limited';

interface FeedbackFieldsProps {
  feedback: Feedback;
  limits: RichLimits;
  say: Say;
  onChange: (feedback: Feedback) => void;
}

const SCALES = ['csat', 'nps', 'ces'] as const;

/** One question about how it went. */
export function FeedbackFields({ feedback, limits, say, onChange }: FeedbackFieldsProps) {
  const t = useT();
  const most = limits.feedback;
  return (
    <div className="rich-form">
      <LimitedField label={t('rich:field.title')} value={feedback.title} most={most?.title ?? 0} error={say('title')} onText={(title) => onChange({ ...feedback, title })} />
      <LimitedField label={t('rich:field.subtitle')} optional={t('form.optional')} value={feedback.subtitle ?? ''} most={most?.subtitle ?? 0} error={say('subtitle')} onText={(subtitle) => onChange({ ...feedback, subtitle })} />
      <LimitedField label={t('rich:field.question')} value={feedback.question} most={300} error={say('question')} onText={(question) => onChange({ ...feedback, question })} />
      <LimitedField label={t('rich:field.buttonLabel')} value={feedback.button} most={most?.button ?? 0} error={say('button')} onText={(button) => onChange({ ...feedback, button })} />
      <div className="rich-pair">
        <SelectField label={t('rich:field.scale')} value={feedback.scale} onChange={(event) => onChange({ ...feedback, scale: SCALES.find((each) => each === event.target.value) ?? 'csat' })}>
          {SCALES.map((scale) => (
            <option key={scale} value={scale}>
              {t(`rich:scale.${scale}`)}
            </option>
          ))}
        </SelectField>
        <DaysField days={feedback.days ?? 1} most={most?.days ?? 1} error={say('days')} onDays={(days) => onChange({ ...feedback, days })} />
      </div>
      <Checkbox label={t('rich:field.comment')} checked={feedback.comment ?? false} onChange={(event) => onChange({ ...feedback, comment: event.target.checked })} />
      <TextField label={t('rich:field.privacy')} type="url" dir="ltr" value={feedback.privacy_url} error={say('privacy_url')} onChange={(event) => onChange({ ...feedback, privacy_url: event.target.value })} />
    </div>
  );
}
