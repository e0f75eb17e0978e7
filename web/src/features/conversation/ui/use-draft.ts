import { useEffect, useRef, useState } from 'react';
import { OfflineError } from '@/shared/api/errors';
import { getDraft, saveDraft } from '@/shared/desk/api';
import { logFault } from '@/shared/lib/log';
import { serverNow } from '@/shared/lib/use-now';
import { newerDraft, recallDraft, rememberDraft, type Draft } from '../model/draft';

const SAVE_AFTER_MS = 250;
const SEND_AFTER_MS = 1_000;

const logged = (error: unknown): void => {
  // Without a network this browser's copy is enough: it is sent when the chat is opened again.
  if (!(error instanceof OfflineError)) logFault('draft not kept on the server', error);
};

/**
 * The draft of one interaction: kept in this browser while it is written, and on the server, where another browser of
 * the same person goes on with it. The newer one wins. Mount anew for another interaction.
 */
export const useDraft = (userId: string, interactionId: string): [Draft, (draft: Draft) => void] => {
  const [draft, setDraft] = useState(() => recallDraft(userId, interactionId));
  /** When what the server has was written. */
  const known = useRef(0);
  useEffect(() => {
    let gone = false;
    getDraft(interactionId).then((kept) => {
      known.current = kept.written_at ?? 0;
      if (!gone) setDraft((own) => newerDraft(own, kept));
    }, logged);
    return () => { gone = true; };
  }, [interactionId]);
  useEffect(() => {
    const saveNow = () => rememberDraft(userId, interactionId, draft);
    const sendNow = () => {
      if (draft.at <= known.current) return;
      known.current = draft.at;
      saveDraft(interactionId, { reply: draft.reply, note: draft.note, written_at: draft.at }).catch(logged);
    };
    // What was sent must not be taken for begun, not even for a moment.
    const empty = !draft.reply && !draft.note;
    if (empty) saveNow();
    const timer = empty ? undefined : setTimeout(saveNow, SAVE_AFTER_MS);
    const sending = setTimeout(sendNow, empty ? 0 : SEND_AFTER_MS);
    window.addEventListener('pagehide', saveNow);
    return () => {
      clearTimeout(timer);
      clearTimeout(sending);
      window.removeEventListener('pagehide', saveNow);
      saveNow();
    };
  }, [userId, interactionId, draft]);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  useEffect(
    () => () => {
      const { at, reply, note } = latest.current;
      if (at > known.current) saveDraft(interactionId, { reply, note, written_at: at }).catch(logged);
    },
    [interactionId],
  );
  return [draft, (next) => setDraft(next.reply === draft.reply && next.note === draft.note ? next : { ...next, at: serverNow() })];
};
