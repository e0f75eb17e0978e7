import { useState, type SyntheticEvent } from 'react';
import type { ContactPatch, ContactView } from '@/shared/api/schema';
import { fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { contactChange, FIELDS, type ContactFields } from '../model/change';

/** What is saved. */
export type ContactChange = ContactPatch;

const LABELS: Record<keyof ContactFields, TextKey> = {
  first_name: 'desk:customer.firstName',
  last_name: 'desk:customer.lastName',
  email: 'desk:customer.email',
  phone: 'desk:customer.phone',
  language: 'desk:customer.language',
  company: 'desk:customer.company',
};

const KINDS: Partial<Record<keyof ContactFields, 'email' | 'tel'>> = { email: 'email', phone: 'tel' };

interface ContactFormProps {
  contact: ContactView;
  onSave: (change: ContactChange) => Promise<void>;
  onClose: () => void;
}

/** Edits the contact's fields; only what changed is saved. */
export function ContactForm({ contact, onSave, onClose }: ContactFormProps) {
  const t = useT();
  const [form, setForm] = useState<ContactFields>(() => ({
    first_name: contact.first_name ?? '',
    last_name: contact.last_name ?? '',
    email: contact.email ?? '',
    phone: contact.phone ?? '',
    language: contact.language ?? '',
    company: contact.company ?? '',
  }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    const change = contactChange(contact, form);
    if (Object.keys(change).length === 0) {
      onClose();
      return;
    }
    setBusy(true);
    try {
      await onSave(change);
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const general = error !== undefined && !FIELDS.some((field) => fieldError(error, field));
  return (
    <form
      className="panel-form"
      noValidate
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {FIELDS.map((field, at) => (
        <TextField
          key={field}
          label={t(LABELS[field])}
          type={KINDS[field] ?? 'text'}
          autoComplete="off"
          autoFocus={at === 0}
          maxLength={200}
          value={form[field]}
          error={fieldError(error, field)}
          onChange={(event) => setForm({ ...form, [field]: event.target.value })}
        />
      ))}
      {general && (
        <p className="t-danger" role="alert">
          {errorWords(error, t)}
        </p>
      )}
      <div className="panel-acts">
        <Button size="s" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button size="s" variant="primary" type="submit" busy={busy}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
