import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { ApiError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import type { ApprovedTemplateView, InteractionView } from '@/shared/api/schema';
import { asRich, filled, placesOf } from '@/shared/approved/model/places';
import { PlaceFields } from '@/shared/approved/ui/place-fields';
import { getSendable, postMessage } from '@/shared/desk/api';
import { useT } from '@/shared/i18n/t';
import { newUuid } from '@/shared/lib/uuid';
import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField } from '@/shared/ui/field/field';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';

interface ApprovedDialogProps {
  interaction: InteractionView;
  onClose: () => void;
}

/** Chooses an approved template, fills its places and sends it. */
export function ApprovedDialog({ interaction, onClose }: ApprovedDialogProps) {
  const t = useT();
  const [templates, setTemplates] = useState<readonly ApprovedTemplateView[]>();
  const [failed, setFailed] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    getSendable(interaction.id).then(
      (all) => !gone && setTemplates(all),
      (error: unknown) => !gone && setFailed(error),
    );
    return () => {
      gone = true;
    };
  }, [interaction.id, tries]);
  const again = () => {
    setFailed(undefined);
    setTries(tries + 1);
  };
  const first = templates?.[0];
  return (
    <Dialog title={t('ways:approvedTitle', { name: interaction.contact_name })} size="xl" onClose={onClose}>
      {failed !== undefined && <ErrorState title={t('ways:approvedError')} text={errorWords(failed, t)} onRetry={again} />}
      {templates?.length === 0 && <EmptyState icon="cards" title={t('ways:approvedNone')} text={t('ways:approvedNoneText')} />}
      {templates && first ? (
        <Fill interaction={interaction} templates={templates} first={first} onClose={onClose} />
      ) : (
        <div className="dialog-acts">
          <Button onClick={onClose}>{t('form.cancel')}</Button>
        </div>
      )}
    </Dialog>
  );
}

interface FillProps extends ApprovedDialogProps {
  templates: readonly ApprovedTemplateView[];
  first: ApprovedTemplateView;
}

const defaultsOf = (template: ApprovedTemplateView): Record<string, string> => Object.fromEntries(template.places.map(({ key, default: words }) => [key, words]));

function Fill({ interaction, templates, first, onClose }: FillProps) {
  const t = useT();
  const [template, setTemplate] = useState(first);
  const [values, setValues] = useState(() => defaultsOf(first));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  // One id per message: a second try after a lost answer sends nothing twice.
  const clientMsgId = useRef(newUuid());
  const places = placesOf(template.content);
  const examples = Object.fromEntries(template.places.map(({ key, example }) => [key, example]));
  const missing = places.filter(({ key }) => !values[key]?.trim());
  const choose = (id: string) => {
    const chosen = templates.find((each) => each.id === id) ?? first;
    setTemplate(chosen);
    setValues(defaultsOf(chosen));
    setTried(false);
    setRefused(undefined);
    clientMsgId.current = newUuid();
  };
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0) return;
    setBusy(true);
    setRefused(undefined);
    try {
      await postMessage(interaction.id, { client_msg_id: clientMsgId.current, approved: { template_id: template.id, values } });
      onClose();
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const told = refused instanceof ApiError ? Object.fromEntries(refused.fields.map(({ field, message }) => [field.replace(/^approved\.values\./u, ''), message])) : {};
  const errors = { ...told, ...(tried && Object.fromEntries(missing.map(({ key }) => [key, t('ways:empty')]))) };
  const elsewhere = refused !== undefined && !places.some(({ key }) => key in told);
  return (
    <form className="ways-approved" onSubmit={(event) => void send(event)} noValidate>
      <div className="ways-form">
        <SelectField label={t('ways:approvedChoose')} hint={t('ways:approvedHint')} value={template.id} data-autofocus onChange={(event) => choose(event.target.value)}>
          {templates.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name} ({each.language})
            </option>
          ))}
        </SelectField>
        {places.length > 0 && <PlaceFields label={t('ways:places')} places={places} values={values} errors={errors} hintOf={({ key }) => (examples[key] ? t('ways:exampleIs', { example: examples[key] }) : undefined)} onChange={setValues} />}
        {elsewhere && (
          <p className="field-error" role="alert">
            {errorWords(refused, t)}
          </p>
        )}
      </div>
      <section className="ways-preview" aria-label={t('rich:preview')}>
        <PhoneCard rich={asRich(filled(template.content, values))} />
      </section>
      <div className="dialog-acts">
        <Button onClick={onClose}>{t('form.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t('ways:send')}
        </Button>
      </div>
    </form>
  );
}
