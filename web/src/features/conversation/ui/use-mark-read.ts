import { useEffect, useState } from 'react';
import type { InteractionView, MessageView } from '@/shared/api/schema';
import { markRead } from '@/shared/desk/api';
import { useDeskSession } from '@/shared/desk/context';
import { logFault } from '@/shared/lib/log';

const inFront = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

const useInFront = (): boolean => {
  const [front, setFront] = useState(inFront);
  useEffect(() => {
    const look = () => setFront(inFront());
    for (const name of ['focus', 'blur'] as const) window.addEventListener(name, look);
    document.addEventListener('visibilitychange', look);
    return () => {
      for (const name of ['focus', 'blur'] as const) window.removeEventListener(name, look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return front;
};

/** Says that the agent has read, once the newest message is on a screen that is looked at. */
export const useMarkRead = (interaction: InteractionView | undefined, newest: MessageView | undefined, atBottom: boolean): void => {
  const session = useDeskSession();
  const front = useInFront();
  const id = interaction?.id;
  const due = interaction !== undefined && interaction.agent_id === session.state.get().me.user_id && interaction.unread > 0 && interaction.state === 'active' && newest !== undefined && atBottom && front;
  const messageId = newest?.id;
  useEffect(() => {
    if (!due || !id || !messageId) return;
    // Shown at once; the same version lets the server's next word replace it.
    session.state.update((state) => {
      const present = state.interactions.get(id);
      return present ? { ...state, interactions: new Map(state.interactions).set(id, { ...present, unread: 0 }) } : state;
    });
    markRead(id, messageId).catch((error: unknown) => logFault('read mark not taken', error));
  }, [due, id, messageId, session]);
};
