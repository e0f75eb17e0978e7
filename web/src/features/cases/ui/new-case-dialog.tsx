import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { CaseDetail } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextArea, TextField } from '@/shared/ui/field/field';
import { createCase, keepCase } from '../api/cases';
import { IMPORTANCES } from '../model/filters';

interface NewCaseDialogProps {
  contactId: string;
  contactName: string;
  /** The conversation that it comes from. */
  interactionId?: string | undefined;
  /** The closed case that it follows. */
  follows?: string | undefined;
  title?: string;
  onClose: () => void;
  onMade: (made: CaseDetail) => void;
}

/** Makes a case of a conversation or a customer. */
export function NewCaseDialog({ contactId, contactName, interactionId, follows, title: start = '', onClose, onMade }: NewCaseDialogProps) {
  const t = useT();
  const id = useId();
  const queries = useQueryClient();
  const [title, setTitle] = useState(start);
  const [description, setDescription] = useState('');
  const [importance, setImportance] = useState<(typeof IMPORTANCES)[number]>('normal');
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<string>();
  const save = async () => {
    if (!title.trim()) {
      setMissing(true);
      return;
    }
    setBusy(true);
    try {
      const made = await createCase({ title: title.trim(), description, importance, ...(interactionId ? { interaction_id: interactionId } : { contact_id: contactId }), ...(follows ? { follows } : {}) });
      keepCase(queries, made);
      onMade(made);
      onClose();
    } catch (caught) {
      setError(errorWords(caught, t));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t(follows ? 'cases:followTitle' : 'cases:newTitle', { name: contactName })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} busy={busy}>
            {t('cases:make')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="case-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {error && (
          <Banner tone="danger" role="alert">
            {error}
          </Banner>
        )}
        <TextField label={t('cases:title')} data-autofocus maxLength={120} value={title} error={missing && !title.trim() ? t('cases:titleMissing') : undefined} onChange={(event) => setTitle(event.target.value)} />
        <TextArea label={t('cases:description')} rows={4} maxLength={4000} value={description} onChange={(event) => setDescription(event.target.value)} />
        <SelectField label={t('cases:importanceLabel')} value={importance} onChange={(event) => setImportance(IMPORTANCES.find((each) => each === event.target.value) ?? 'normal')}>
          {IMPORTANCES.map((each) => (
            <option key={each} value={each}>
              {t(`cases:importance.${each}`)}
            </option>
          ))}
        </SelectField>
      </form>
    </Dialog>
  );
}
