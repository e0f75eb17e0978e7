import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { can } from '@/shared/api/me';
import type { InteractionView } from '@/shared/api/schema';
import { useDeskSession } from '@/shared/desk/context';
import { partOf } from '@/shared/desk/part';
import type { Frame } from '@/shared/realtime/frames';
import { loadTexts } from '@/shared/i18n/i18n';
import { useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { toast } from '@/shared/ui/toast/toasts';
import { inFront, notify } from '../model/notify';
import { play } from '../model/sounds';

/** Being asked by a colleague, a call for help, and notes of colleagues in chats that are not looked at. */
export const useTogether = (openId: string | undefined, say: (words: string) => void): void => {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const latest = useLatest({ t, navigate, openId });
  useEffect(() => {
    const told = new Set<string>();
    const call = async (key: string, id: string, words: () => string, body = '') => {
      if (told.has(key)) return;
      told.add(key);
      await loadTexts('together');
      const title = words();
      const run = () => void latest.current.navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: id } });
      play('message');
      say(title);
      toast(body ? `${title} ${body}` : title, { icon: 'people', action: { label: latest.current.t('together:notify.show'), run } });
      notify({ tag: key, title, body, onClick: run });
    };
    const changed = (interaction: InteractionView) => {
      const { me } = session.state.get();
      const { id, contact_name: name, help } = interaction;
      const part = partOf(interaction, me.user_id);
      if (part?.state === 'asked') void call(`${id}${part.since}`, id, () => latest.current.t('together:notify.asked', { by: part.asked_by, name }), part.text ?? '');
      const called = help?.called ?? [];
      if (help && help.user_id !== me.user_id && can(me, 'supervise') && (called.length === 0 || called.includes(me.user_id)))
        void call(`${id}${help.since}`, id, () => latest.current.t('together:notify.help', { agent: help.name, name }), help.text ?? '');
    };
    const written = (frame: Extract<Frame, { kind: 'message.changed' }>) => {
      const { me, interactions } = session.state.get();
      const { author, author_name: by, direction, id, interaction_id: of, version } = frame.data;
      const interaction = interactions.get(of ?? '');
      if (!interaction || direction !== 'note' || version > 1 || author.kind !== 'agent' || author.user_id === me.user_id) return;
      if (interaction.agent_id !== me.user_id && !partOf(interaction, me.user_id)) return;
      if (interaction.id === latest.current.openId && inFront()) return;
      void call(id, interaction.id, () => latest.current.t('together:notify.note', { by: by ?? '', name: interaction.contact_name }));
    };
    return session.listen((frame) => {
      if (frame.kind === 'interaction.changed') changed(frame.data);
      else if (frame.kind === 'message.changed') written(frame);
    });
  }, [session, latest, say]);
};
