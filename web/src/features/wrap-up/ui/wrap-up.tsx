import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { InteractionView, WrapUp as WrapUpBody } from '@/shared/api/schema';
import { errorWords } from '@/shared/api/error-words';
import { wrapUp } from '@/shared/desk/api';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { serviceOf } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';
import { WrapUpPanel } from './wrap-up-panel';

const SAVE_AFTER_MS = 800;
const EXTEND_MS = 120_000;

/** After-call work of one interaction. Mount anew for another one. */
export function WrapUp({ interaction, onFinished, close }: { interaction: InteractionView; onFinished: () => void; close?: ReactNode }) {
  const t = useT();
  const session = useDeskSession();
  const service = useDesk((state) => serviceOf(state, interaction));
  const [note, setNote] = useState(interaction.wrap_up_note ?? '');
  const saved = useRef(interaction.wrap_up_note ?? '');
  const [saving, setSaving] = useState<'saved' | 'saving' | 'failed'>('saved');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const id = interaction.id;

  const send = async (body: WrapUpBody): Promise<boolean> => {
    setError(undefined);
    try {
      session.take(await wrapUp(id, body));
      return true;
    } catch (caught) {
      setError(errorWords(caught, t));
      return false;
    }
  };

  // The note is kept while it is written, so that time running out loses nothing.
  useEffect(() => {
    if (note === saved.current) return;
    setSaving('saving');
    const timer = setTimeout(() => {
      wrapUp(id, { note, finish: false }).then(
        (answer) => {
          saved.current = note;
          session.take(answer);
          setSaving('saved');
        },
        () => setSaving('failed'),
      );
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [note, id, session]);

  const choose = (dispositionId: string) => {
    session.state.update((state) => {
      const present = state.interactions.get(id);
      return present ? { ...state, interactions: new Map(state.interactions).set(id, { ...present, disposition_id: dispositionId }) } : state;
    });
    void send({ disposition_id: dispositionId, finish: false });
  };
  const finish = async () => {
    if (busy) return;
    setBusy(true);
    const done = await send({ note, finish: true, ...(interaction.disposition_id ? { disposition_id: interaction.disposition_id } : {}) });
    setBusy(false);
    if (!done) return;
    saved.current = note;
    toast(t('desk:wrapUp.finished', { name: interaction.contact_name }));
    onFinished();
  };

  return (
    <WrapUpPanel
      interaction={interaction}
      service={service}
      note={note}
      saving={saving}
      error={error}
      busy={busy}
      onNote={setNote}
      onChoose={choose}
      onExtend={() => void send({ extend_ms: EXTEND_MS, finish: false })}
      onFinish={() => void finish()}
      close={close}
    />
  );
}
