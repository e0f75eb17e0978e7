import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useDeskSession } from '@/shared/desk/context';
import { useT, type Translate } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { passedTime } from '@/shared/lib/passed';
import type { WindowClosing } from '@/shared/realtime/frames';
import { serverNow } from '@/shared/lib/use-now';
import { toast } from '@/shared/ui/toast/toasts';
import { notify } from '../model/notify';
import { play } from '../model/sounds';

const wordsOf = (closing: WindowClosing, myId: string, t: Translate): string => {
  const time = passedTime(Math.max(0, closing.until - serverNow()), t);
  if (closing.agent_id !== myId && closing.agent) return t('reply:window.warnOther', { name: closing.contact_name, agent: closing.agent, time });
  return t(closing.by_hand_after ? 'reply:window.warnHand' : 'reply:window.warn', { name: closing.contact_name, time });
};

/** The time to answer a customer runs out: said to who holds the chat, and to supervisors. */
export const useClosingWindows = (say: (words: string) => void): void => {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const latest = useLatest({ t, navigate });
  useEffect(
    () =>
      session.listen((frame) => {
        if (frame.kind !== 'window.closing' || frame.data.until <= serverNow()) return;
        const { t: words, navigate: go } = latest.current;
        const closing = frame.data;
        const mine = closing.agent_id === session.state.get().me.user_id;
        const text = wordsOf(closing, session.state.get().me.user_id, words);
        const show = () => void go({ to: '/desktop/chats/$interactionId', params: { interactionId: closing.interaction_id } });
        toast(text, { icon: 'clock', action: { label: words('reply:window.show'), run: show } });
        say(text);
        if (!mine) return;
        play('message');
        notify({ tag: `window-${closing.interaction_id}`, title: text, body: '', onClick: show });
      }),
    [session, latest, say],
  );
};
