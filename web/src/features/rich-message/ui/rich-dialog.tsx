import { useMemo, useRef, useState, type SyntheticEvent } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { ApiError } from '@/shared/api/errors';
import type { InteractionView, Rich, RichLimits } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { newUuid } from '@/shared/lib/uuid';
import { checkRich, preview } from '@/shared/rich/model/check';
import { emptyOf, isUntouched, kindsOf, turnedInto } from '@/shared/rich/model/kinds';
import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { sayer } from '@/shared/rich/ui/problem-words';
import { RichForm } from '@/shared/rich/ui/rich-form';
import { Button } from '@/shared/ui/button/button';
import { Confirm } from '@/shared/ui/dialog/confirm';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { sendRich } from '../api/send';
import { valuesOf } from '../model/values';
import { KindTabs } from './kind-tabs';
import { MediaField } from './media-field';
import './rich-dialog.css';
import { TemplateChoice } from './template-choice';

interface RichDialogProps {
  interaction: InteractionView;
  limits: RichLimits;
  /** What to begin with; without it an empty message. */
  start?: Rich | undefined;
  onClose: () => void;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Field paths of the server stand below `rich`. */
const refusedFields = (error: unknown): ReadonlyMap<string, string> =>
  error instanceof ApiError ? new Map(error.fields.map((fault) => [fault.field.replace(/^rich\./u, ''), fault.message])) : NONE;

/** Makes a rich message: fields at the start, the phone beside them, sent when everything fits. */
export function RichDialog({ interaction, limits, start, onClose }: RichDialogProps) {
  const t = useT();
  const kinds = kindsOf(limits);
  const me = useDesk((state) => state.me);
  const contact = useDesk((state) => state.contacts.get(interaction.contact_id));
  const values = useMemo(() => valuesOf(interaction, contact, me.name), [interaction, contact, me.name]);
  const [rich, setRich] = useState<Rich>(() => start ?? emptyOf(kinds[0] ?? 'choices'));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const [leaving, setLeaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // One id per message: a second try after a lost answer sends nothing twice.
  const clientMsgId = useRef(newUuid());
  const problems = useMemo(() => checkRich(limits, rich, values), [limits, rich, values]);
  const refusedBy = refusedFields(refused);
  const say = sayer(problems, refusedBy, tried, t);
  const change = (next: Rich) => {
    setRich(next);
    setRefused(undefined);
  };
  const close = () => (rich === start || isUntouched(rich) ? onClose() : setLeaving(true));
  const focusFault = () => requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) {
      focusFault();
      return;
    }
    setBusy(true);
    try {
      await sendRich(interaction.id, clientMsgId.current, rich);
      onClose();
    } catch (error) {
      setRefused(error);
      focusFault();
    } finally {
      setBusy(false);
    }
  };
  const whole = refused !== undefined && refusedBy.size === 0 ? errorWords(refused, t) : refusedBy.get('rich');
  return (
    <Dialog title={t('rich:title', { name: interaction.contact_name })} size="xl" onClose={close}>
      <form className="rich-dialog" ref={form} onSubmit={(event) => void send(event)} noValidate>
        <div className="rich-make">
          <TemplateChoice channel={interaction.channel} serviceId={interaction.service_id} onTake={change} />
          <KindTabs kinds={kinds} kind={rich.rich} onKind={(kind) => change(turnedInto(rich, kind))} />
          <RichForm
            key={rich.rich}
            rich={rich}
            limits={limits}
            say={say}
            onChange={change}
            file={
              rich.rich === 'media' && (
                <MediaField error={say('attachment_id')} onFile={(file) => change({ ...rich, attachment_id: file.id, video: file.kind === 'video' })} />
              )
            }
          />
        </div>
        <section className="rich-preview" aria-label={t('rich:previewOf', { name: interaction.contact_name })}>
          <h3>{t('rich:preview')}</h3>
          <div className="rich-screen">
            <PhoneCard rich={preview(rich, values)} />
          </div>
        </section>
        <div className="dialog-acts rich-acts">
          <span className="rich-summary t-danger" role="status">
            {whole ?? (tried && problems.size > 0 ? t('rich:summary', { count: problems.size }) : '')}
          </span>
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('rich:send')}
          </Button>
        </div>
      </form>
      {leaving && <Confirm title={t('rich:discard.title')} text={t('rich:discard.text')} keep={t('rich:discard.keep')} go={t('rich:discard.go')} danger onClose={() => setLeaving(false)} onGo={onClose} />}
    </Dialog>
  );
}
