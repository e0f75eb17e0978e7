import { useState } from 'react';
import type { AddressRequest, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { TextField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { DaysField } from './days-field';

interface AddressFieldsProps {
  request: AddressRequest;
  limits: RichLimits;
  say: Say;
  onChange: (request: AddressRequest) => void;
}

const countriesOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/u)
    .filter(Boolean)
    .map((country) => country.toUpperCase());

/** Asks where something is to be sent. */
export function AddressFields({ request, limits, say, onChange }: AddressFieldsProps) {
  const t = useT();
  // What is written is kept as it stands: a comma at the end is the beginning of the next country.
  const [written, setWritten] = useState((request.countries ?? []).join(', '));
  const wrong = (request.countries ?? []).map((_, at) => say(`countries[${at}]`)).find(Boolean);
  return (
    <div className="rich-form">
      <TextField
        label={t('rich:field.countries')}
        hint={t('rich:field.countriesHint')}
        optional={t('form.optional')}
        dir="ltr"
        value={written}
        error={wrong}
        onChange={(event) => {
          setWritten(event.target.value);
          onChange({ ...request, countries: countriesOf(event.target.value) });
        }}
      />
      <TextField label={t('rich:field.privacy')} type="url" dir="ltr" value={request.privacy_url} error={say('privacy_url')} onChange={(event) => onChange({ ...request, privacy_url: event.target.value })} />
      <DaysField days={request.days ?? 1} most={limits.address?.days ?? 1} error={say('days')} onDays={(days) => onChange({ ...request, days })} />
    </div>
  );
}
