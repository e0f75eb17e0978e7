import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useDeskSession } from '@/shared/desk/context';
import { loadTexts } from '@/shared/i18n/i18n';
import { useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { toast } from '@/shared/ui/toast/toasts';
import { notify } from '../model/notify';
import { play } from '../model/sounds';

/** A reminder whose moment has come, and a planned message that could not go out: a sound, a notice, words. */
export const usePlanned = (say: (words: string) => void): void => {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const latest = useLatest({ t, navigate });
  useEffect(
    () =>
      session.listen((frame) => {
        if (frame.kind !== 'planned.changed' || (frame.data.state !== 'due' && frame.data.state !== 'failed')) return;
        const { contact_name: name, text, interaction_id: id, state } = frame.data;
        if (frame.data.author_id !== session.state.get().me.user_id) return;
        void loadTexts('talk').then(() => {
          const { t: words, navigate: go } = latest.current;
          const title = words(state === 'due' ? 'talk:later.remindsNow' : 'talk:later.failedNow', { name });
          const show = () => void (session.state.get().interactions.has(id) ? go({ to: '/desktop/chats/$interactionId', params: { interactionId: id } }) : go({ to: '/desktop/records/$recordId', params: { recordId: id } }));
          play('message');
          say(title);
          toast(text ? `${title} ${text}` : title, { icon: state === 'due' ? 'bell' : 'alert', action: { label: words('reply:window.show'), run: show } });
          notify({ tag: frame.data.id, title, body: text, onClick: show });
        });
      }),
    [session, latest, say],
  );
};
