import { useState } from 'react';
import type { InteractionView } from '@/shared/api/schema';
import { errorWords } from '@/shared/api/error-words';
import { useDeskSession } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextArea } from '@/shared/ui/field/field';
import { callForHelp } from '../api/together';

/** Calls the supervisors of one's team. */
export function HelpDialog({ interaction, onClose }: { interaction: InteractionView; onClose: () => void }) {
  const t = useT();
  const session = useDeskSession();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = async () => {
    if (busy) return;
    setBusy(true);
    try {
      session.take(await callForHelp(interaction.id, text.trim()));
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('together:helpTitle', { name: interaction.contact_name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('together:keep')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void go()}>
            {t('together:helpGo')}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Banner tone="danger" role="alert">
          {errorWords(error, t)}
        </Banner>
      )}
      <TextArea label={t('together:helpText')} optional={t('form.optional')} data-autofocus rows={3} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
    </Dialog>
  );
}
