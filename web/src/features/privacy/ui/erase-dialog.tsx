import { useState, type SyntheticEvent } from 'react';
import { fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { eraseContact } from '../api/erase-contact';
import './privacy.css';

const FORM = 'erase-customer';

interface EraseDialogProps {
  contact: { id: string; name: string };
  onClose: () => void;
  onErased?: (() => void) | undefined;
}

/** Says exactly what is deleted, and asks for the name: nobody erases the wrong customer by a slip. */
export function EraseDialog({ contact, onClose, onErased }: EraseDialogProps) {
  const t = useT();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const same = name.trim() === contact.name.trim();
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy || !same) return;
    setBusy(true);
    setError(undefined);
    try {
      const erased = await eraseContact(contact.id, name);
      const counts = [t('privacy:interactions', { count: erased.interactions }), t('privacy:messages', { count: erased.messages }), t('privacy:files', { count: erased.files })];
      toast(t('privacy:erased', { name: contact.name, what: counts.join(', ') }));
      onClose();
      onErased?.();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const general = error !== undefined && !fieldError(error, 'name');
  return (
    <Dialog
      title={t('privacy:eraseTitle', { name: contact.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('privacy:keep')}</Button>
          <Button variant="danger-fill" type="submit" form={FORM} busy={busy} offReason={same ? undefined : t('privacy:typeName')}>
            {t('privacy:eraseNow')}
          </Button>
        </>
      }
    >
      <form id={FORM} className="erase-form" noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('privacy:eraseText')}</p>
        <ul className="erase-list">
          <li>{t('privacy:lost.chats')}</li>
          <li>{t('privacy:lost.person')}</li>
          <li>{t('privacy:lost.traces')}</li>
        </ul>
        <p className="mut">{t('privacy:stays')}</p>
        <TextField
          label={t('privacy:nameLabel')}
          hint={
            <>
              {t('privacy:nameHint')} <b dir="auto">{contact.name}</b>
            </>
          }
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          error={fieldError(error, 'name')}
          onChange={(event) => setName(event.target.value)}
        />
        {general && (
          <Banner tone="danger" role="alert">
            {errorWords(error, t)}
          </Banner>
        )}
      </form>
    </Dialog>
  );
}
