import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ApiError, fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import type { ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextArea, TextField } from '@/shared/ui/field/field';
import { changeContact, contactFieldsQuery, createContact, keepContact } from '../api/contacts';
import { draftOf, newContactOf, patchOf, type ContactDraft } from '../model/draft';
import { OwnField } from './own-field';
import { Several } from './several';

const LABELS = { first_name: 'contacts:first_name', last_name: 'contacts:last_name', language: 'contacts:language', company: 'contacts:company' } as const;

interface ContactDialogProps {
  /** The one who is changed; undefined: a new one is made. */
  contact?: ContactView;
  onClose: () => void;
  onSaved?: (contact: ContactView) => void;
}

/** Makes a contact, or changes everything that is known of one. */
export function ContactDialog({ contact, onClose, onSaved }: ContactDialogProps) {
  const t = useT();
  const id = useId();
  const queries = useQueryClient();
  const fields = useQuery(contactFieldsQuery);
  const [draft, setDraft] = useState<ContactDraft>(() => draftOf(contact));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const edit = (change: Partial<ContactDraft>) => setDraft((before) => ({ ...before, ...change }));
  const save = async () => {
    setBusy(true);
    try {
      const patch = contact && patchOf(contact, draft);
      const saved = !contact ? await createContact(newContactOf(draft)) : patch && Object.keys(patch).length > 0 ? await changeContact(contact.id, patch) : contact;
      keepContact(queries, saved);
      onSaved?.(saved);
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const line = (key: 'first_name' | 'last_name' | 'language' | 'company', maxLength: number) => (
    <TextField label={t(LABELS[key])} autoComplete="off" data-autofocus={key === 'first_name' || undefined} maxLength={maxLength} value={draft[key]} error={fieldError(error, key)} onChange={(event) => edit({ [key]: event.target.value })} />
  );
  return (
    <Dialog
      size="l"
      title={contact ? t('contacts:editTitle', { name: contact.name }) : t('contacts:newTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} busy={busy}>
            {t(contact ? 'form.save' : 'contacts:make')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="contact-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {error !== undefined && !(error instanceof ApiError && error.fields.length > 0) && (
          <p className="t-danger" role="alert">
            {errorWords(error, t)}
          </p>
        )}
        <div className="contact-two">
          {line('first_name', 100)}
          {line('last_name', 100)}
        </div>
        <div className="contact-two">
          <Several
            label={t('contacts:email')}
            further={(number) => t('contacts:emailNumber', { number })}
            add={t('contacts:addEmail')}
            type="email"
            maxLength={254}
            values={draft.emails}
            errorAt={(at) => fieldError(error, at === 0 ? 'email' : `more_emails[${at - 1}]`)}
            onChange={(emails) => edit({ emails })}
          />
          <Several
            label={t('contacts:phone')}
            further={(number) => t('contacts:phoneNumber', { number })}
            add={t('contacts:addPhone')}
            type="tel"
            maxLength={40}
            values={draft.phones}
            errorAt={(at) => fieldError(error, at === 0 ? 'phone' : `more_phones[${at - 1}]`)}
            onChange={(phones) => edit({ phones })}
          />
        </div>
        <div className="contact-two">
          {line('company', 120)}
          {line('language', 60)}
        </div>
        {(fields.data ?? []).length > 0 && (
          <fieldset className="contact-own">
            <legend className="sec-head">{t('contacts:ownFields')}</legend>
            <div className="contact-two">
              {(fields.data ?? []).map((field) => (
                <OwnField
                  key={field.key}
                  field={field}
                  value={draft.fields[field.key] ?? ''}
                  error={fieldError(error, `fields.${field.key}`)}
                  onChange={(value) => edit({ fields: { ...draft.fields, [field.key]: value } })}
                />
              ))}
            </div>
          </fieldset>
        )}
        <TextArea label={t('contacts:notes')} rows={3} maxLength={4000} value={draft.notes} error={fieldError(error, 'notes')} onChange={(event) => edit({ notes: event.target.value })} />
      </form>
    </Dialog>
  );
}
