import { errorWords } from '@/shared/api/error-words';
import type { InteractionView } from '@/shared/api/schema';
import { controlThread } from '@/shared/desk/api';
import { useDeskSession } from '@/shared/desk/context';
import { ownerName } from '@/shared/desk/owner';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';

/** Gives the conversation back to whom it was taken from, or to the platform's own inbox. */
export const useHandBack = (interaction: InteractionView): (() => void) => {
  const t = useT();
  const session = useDeskSession();
  const run = async () => {
    try {
      const answer = await controlThread(interaction.id, 'hand_back');
      session.take(answer);
      if (answer.owner) toast(t('reply:owner.given', { name: ownerName(answer.owner, t) }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return () => void run();
};
