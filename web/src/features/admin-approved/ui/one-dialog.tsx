import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { ApiError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import type { ApprovedTemplateView } from '@/shared/api/schema';
import { asRich, filled, placesOf } from '@/shared/approved/model/places';
import { PlaceFields } from '@/shared/approved/ui/place-fields';
import { useT } from '@/shared/i18n/t';
import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { toast } from '@/shared/ui/toast/toasts';
import { approvedQuery, changeApproved, deleteApproved } from '../api/approved';
import { ReviewChip } from './review-chip';

interface OneDialogProps {
  template: ApprovedTemplateView;
  accountId: string;
  onClose: () => void;
}

/** A template as it was submitted, why it stands as it does, and what stands in its places by itself. */
export function OneDialog({ template, accountId, onClose }: OneDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const [defaults, setDefaults] = useState<Record<string, string>>(Object.fromEntries(template.places.map(({ key, default: words }) => [key, words])));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState<'save' | 'delete'>();
  const [error, setError] = useState<unknown>();
  const examples = Object.fromEntries(template.places.map(({ key, example }) => [key, example]));
  const run = async (what: 'save' | 'delete', act: () => Promise<unknown>, said: string) => {
    setBusy(what);
    setError(undefined);
    try {
      await act();
      await queries.invalidateQueries({ queryKey: approvedQuery(accountId).queryKey });
      toast(said);
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    void run('save', () => changeApproved(template.id, defaults), t('admin-approved:saved'));
  };
  const faults = error instanceof ApiError ? Object.fromEntries(error.fields.map(({ field, message }) => [field.replace(/^defaults\./u, ''), message])) : {};
  const places = placesOf(template.content);
  return (
    <Dialog title={`${template.name} (${template.language})`} size="xl" onClose={onClose}>
      <form className="approved-one" onSubmit={save} noValidate>
        <div className="approved-fields">
          <p>
            <ReviewChip state={template.state} /> {template.reason && <code>{template.reason}</code>}
          </p>
          {template.state === 'rejected' && <p className="hint">{t('admin-approved:rejectedHint')}</p>}
          {!template.sendable && <p className="hint">{t('admin-approved:notSendableHint')}</p>}
          {places.length > 0 && (
            <PlaceFields
              label={t('admin-approved:defaults')}
              places={places}
              values={defaults}
              errors={faults}
              hintOf={({ key }) => (examples[key] ? t('admin-approved:exampleIs', { example: examples[key] }) : undefined)}
              onChange={setDefaults}
            />
          )}
          {error !== undefined && Object.keys(faults).length === 0 && (
            <p className="field-error" role="alert">
              {errorWords(error, t)}
            </p>
          )}
          {asked && <p role="alert">{t('admin-approved:deleteText')}</p>}
        </div>
        <section className="template-phone" aria-label={t('rich:preview')}>
          <h3>{t('rich:preview')}</h3>
          <div className="template-screen">
            <PhoneCard rich={asRich(filled(template.content, examples))} />
          </div>
        </section>
        <div className="dialog-acts approved-acts">
          <Button variant="danger" busy={busy === 'delete'} onClick={() => (asked ? void run('delete', () => deleteApproved(template.id), t('admin-approved:deleted', { name: template.name })) : setAsked(true))}>
            {asked ? t('admin-approved:deleteSure') : t('admin-approved:delete')}
          </Button>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          {places.length > 0 && (
            <Button type="submit" variant="primary" busy={busy === 'save'}>
              {t('admin-approved:save')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
