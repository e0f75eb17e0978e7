import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import type { ContactView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { DAY, HOUR } from '@/shared/lib/times';
import { serverNow, useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { blockContact, keepContact, unblockContact } from '../api/contacts';
import { blockOf } from './blocked';

/** For how long one blocks. */
const SPANS = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, good: undefined } as const;
const NAMES = ['hour', 'day', 'week', 'month', 'good'] as const;

/** Blocks a contact after asking why and for how long, or unblocks them. */
export function BlockButton({ contact }: { contact: ContactView }) {
  const t = useT();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const blocked = blockOf(contact, useNow());
  const free = async () => {
    setBusy(true);
    try {
      keepContact(queries, await unblockContact(contact.id));
      toast(t('contacts:isFree', { name: contact.name }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {blocked ? (
        <Button size="s" icon="ok" busy={busy} onClick={() => void free()}>
          {t('contacts:unblock')}
        </Button>
      ) : (
        <Button size="s" icon="barred" onClick={() => setAsking(true)}>
          {t('contacts:block')}
        </Button>
      )}
      {asking && <BlockDialog contact={contact} onClose={() => setAsking(false)} />}
    </>
  );
}

function BlockDialog({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<(typeof NAMES)[number]>('good');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState(false);
  const save = async () => {
    setMissing(!reason.trim());
    if (!reason.trim()) return;
    setBusy(true);
    try {
      const length = SPANS[span];
      keepContact(queries, await blockContact(contact.id, { reason: reason.trim(), ...(length ? { until: serverNow() + length } : {}) }));
      toast(t('contacts:isBlocked', { name: contact.name }));
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('contacts:blockTitle', { name: contact.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="danger" type="submit" form={id} busy={busy}>
            {t('contacts:blockGo')}
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
        <p className="mut">{t('contacts:blockText')}</p>
        <TextField
          label={t('contacts:reason')}
          data-autofocus
          maxLength={200}
          value={reason}
          error={missing && !reason.trim() ? t('contacts:reasonMissing') : fieldError(error, 'reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <SelectField label={t('contacts:howLong')} value={span} onChange={(event) => setSpan(NAMES.find((each) => each === event.target.value) ?? 'good')}>
          {NAMES.map((each) => (
            <option key={each} value={each}>
              {t(`contacts:span.${each}`)}
            </option>
          ))}
        </SelectField>
        {error !== undefined && !fieldError(error, 'reason') && (
          <p className="t-danger" role="alert">
            {errorWords(error, t)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
