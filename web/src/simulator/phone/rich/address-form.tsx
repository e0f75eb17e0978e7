import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { attempt } from '../../api/act';
import { api } from '../../api/client';
import type { Json, Message } from '../../api/types';
import { text } from './read';
import './forms.css';

const FIELDS = [
  ['name', 'Name'],
  ['phone', 'Phone'],
  ['address_line_1', 'Address'],
  ['city', 'City'],
  ['postal_code', 'Postal code'],
  ['country', 'Country'],
] as const;

/** A form for an address. It is sent back once. */
export function AddressForm({ payload, message, psid }: { payload: Json; message: Message; psid: string }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const title = text(payload, 'title') || 'Add address';
  const filled = Object.values(values).some((value) => value.trim() !== '');
  return (
    <div className="rc rc-card">
      <div className="rc-words">
        <b dir="auto">{title}</b>
        <span className="rc-sub" dir="auto">
          {text(payload, 'subtitle')}
        </span>
      </div>
      {message.tapped === null ? (
        <form
          className="ph-form"
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => api.post(`/chats/${psid}/forms`, { mid: message.mid, answers: values }));
          }}
        >
          {FIELDS.map(([key, label]) => (
            <TextField key={key} label={label} value={values[key] ?? ''} onChange={(event) => setValues({ ...values, [key]: event.target.value })} />
          ))}
          <Button type="submit" size="s" offReason={filled ? undefined : 'Fill in something first'}>
            Send address
          </Button>
        </form>
      ) : (
        <p className="meta ph-form">Filled in</p>
      )}
    </div>
  );
}
