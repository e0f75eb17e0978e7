import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { errorWords } from '../../api/error-words';
import { useT } from '../../i18n/t';
import { Button } from '../../ui/button/button';
import { toast } from '../../ui/toast/toasts';
import { writeAgain } from '../api';
import { useDeskSession } from '../context';

/** Writes to a customer again after the end, in a new conversation; why that is not possible is told. */
export function AgainButton({ interactionId }: { interactionId: string }) {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const opened = await writeAgain(interactionId);
      session.take(opened);
      await navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: opened.id } });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="s" icon="reply" busy={busy} onClick={() => void go()}>
      {t('desk:together.again')}
    </Button>
  );
}
