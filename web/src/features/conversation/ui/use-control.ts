import { useCallback } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ControlStep, InteractionView } from '@/shared/api/schema';
import { controlThread } from '@/shared/desk/api';
import { useDeskSession } from '@/shared/desk/context';
import { ownerName } from '@/shared/desk/owner';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';

/** Takes a conversation over, asks for it, or hands it back; says in a toast what came of it. */
export const useControl = (interaction: InteractionView): ((step: ControlStep) => void) => {
  const t = useT();
  const session = useDeskSession();
  const { id } = interaction;
  return useCallback(
    (step) => {
      const run = async () => {
        try {
          const answer = await controlThread(id, step);
          session.take(answer);
          if (step === 'hand_back' && answer.owner) toast(t('reply:owner.given', { name: ownerName(answer.owner, t) }));
          else if (step === 'ask' && answer.owner) toast(t('reply:owner.asked'));
        } catch (error) {
          toast(errorWords(error, t), { icon: 'alert' });
        }
      };
      void run();
    },
    [id, session, t],
  );
};
