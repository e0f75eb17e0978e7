import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { sentencesQuery } from '@/shared/api/sentences';
import { can } from '@/shared/api/me';
import { useDeskSession } from '@/shared/desk/context';
import { useLanguage, useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { toast } from '@/shared/ui/toast/toasts';
import { alertWords } from '@/shared/lib/alert-words';
import { notify } from '../model/notify';
import { play } from '../model/sounds';

/** A channel fails or works again: said to administrators and supervisors, wherever they are. */
export const useHealthAlerts = (say: (words: string) => void): void => {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const { data: sentences } = useQuery(sentencesQuery(useLanguage().slice(0, 2)));
  const latest = useLatest({ t, navigate, sentences });
  useEffect(
    () =>
      session.listen((frame) => {
        if (frame.kind !== 'health.alert' || !frame.data.account) return;
        const { t: words, navigate: go, sentences: said } = latest.current;
        const { account, occasion, id } = frame.data;
        const text = alertWords(frame.data, said ?? {}, words);
        if (text === undefined) return;
        const found = occasion === 'found';
        const show = () => void go({ to: '/admin/accounts/$accountId/health', params: { accountId: account.id } });
        const mayLook = can(session.state.get().me, 'configure');
        toast(text, { icon: found ? 'alert' : 'tick', ...(mayLook ? { action: { label: words('alert.show'), run: show } } : {}) });
        say(text);
        if (!found) return;
        play('connection');
        notify({ tag: id, title: text, body: '', onClick: mayLook ? show : () => undefined });
      }),
    [session, latest, say],
  );
};
