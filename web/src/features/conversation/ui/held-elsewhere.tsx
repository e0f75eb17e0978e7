import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ControlStep, InteractionView, OwnerView } from '@/shared/api/schema';
import { controlThread } from '@/shared/desk/api';
import { useDeskSession } from '@/shared/desk/context';
import { ownerName } from '@/shared/desk/owner';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';

/** In place of the field while somebody else holds the conversation at the platform. */
export function HeldElsewhere({ interaction, owner }: { interaction: InteractionView; owner: OwnerView }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const session = useDeskSession();
  const [busy, setBusy] = useState<ControlStep>();
  const [said, setSaid] = useState<string>();
  const run = async (step: ControlStep) => {
    setBusy(step);
    setSaid(undefined);
    try {
      const answer = await controlThread(interaction.id, step);
      session.take(answer);
      if (answer.owner) setSaid(t('reply:owner.asked'));
    } catch (error) {
      setSaid(errorWords(error, t));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <p>{t('reply:owner.closed', { name: ownerName(owner, t), moment: shortMoment(owner.since, now, language) })}</p>
      {said && <p role="status">{said}</p>}
      <Button variant="primary" size="s" busy={busy === 'take'} onClick={() => void run('take')}>
        {t('reply:owner.take')}
      </Button>
      <Button size="s" busy={busy === 'ask'} onClick={() => void run('ask')}>
        {t('reply:owner.ask')}
      </Button>
    </>
  );
}
