import { useEffect } from 'react';
import { useConnection, useDeskSession } from '@/shared/desk/context';

/** Says that this desktop shows a conversation, so that colleagues see who else has it open. */
export const useViewing = (interactionId: string): void => {
  const session = useDeskSession();
  const phase = useConnection().phase;
  useEffect(() => {
    if (phase === 'open') session.say({ kind: 'viewing', interaction_id: interactionId });
  }, [session, phase, interactionId]);
  useEffect(() => () => session.say({ kind: 'viewing' }), [session]);
};
