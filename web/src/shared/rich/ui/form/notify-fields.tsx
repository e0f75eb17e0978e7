import type { NotifyRequest, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { TextField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { LimitedField } from './limited';

interface NotifyFieldsProps {
  request: NotifyRequest;
  limits: RichLimits;
  say: Say;
  onChange: (request: NotifyRequest) => void;
}

/** Asks whether the customer may be notified about something. */
export function NotifyFields({ request, limits, say, onChange }: NotifyFieldsProps) {
  const t = useT();
  return (
    <div className="rich-form">
      <LimitedField label={t('rich:field.topic')} hint={t('rich:field.topicHint')} value={request.title} most={limits.notify?.title ?? 0} error={say('title')} onText={(title) => onChange({ ...request, title })} />
      <TextField
        label={t('rich:field.image')}
        hint={t('rich:field.imageHint')}
        optional={t('form.optional')}
        type="url"
        dir="ltr"
        value={request.image_url ?? ''}
        error={say('image_url')}
        onChange={(event) => onChange({ ...request, image_url: event.target.value })}
      />
    </div>
  );
}
