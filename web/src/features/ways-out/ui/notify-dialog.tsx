import { useRef, useState, type SyntheticEvent } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { InteractionView, PermissionView } from '@/shared/api/schema';
import { postMessage } from '@/shared/desk/api';
import { useDesk } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { newUuid } from '@/shared/lib/uuid';
import { LimitedArea } from '@/shared/rich/ui/form/limited';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';

interface NotifyDialogProps {
  interaction: InteractionView;
  permission: PermissionView;
  onClose: () => void;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** One message by the customer's permission to be notified. */
export function NotifyDialog({ interaction, permission, onClose }: NotifyDialogProps) {
  const t = useT();
  const capabilities = useDesk((state) => channelOf(state, interaction.channel)?.capabilities);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  // One id per message: a second try after a lost answer sends nothing twice.
  const clientMsgId = useRef(newUuid());
  const most = capabilities?.text_limit ?? Infinity;
  const length = capabilities?.text_unit === 'bytes' ? byteLength(text) : text.length;
  const problem = length > most ? t('ways:tooLong', { length, most }) : text.trim() === '' && tried ? t('ways:empty') : undefined;
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (length > most || text.trim() === '') return;
    setBusy(true);
    setRefused(undefined);
    try {
      await postMessage(interaction.id, { client_msg_id: clientMsgId.current, text, notify: permission.id });
      onClose();
    } catch (error) {
      setRefused(errorWords(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('ways:notifyTitle', { name: interaction.contact_name, topic: permission.topic })} size="l" onClose={onClose}>
      <form className="ways-form" onSubmit={(event) => void send(event)} noValidate>
        <LimitedArea label={t('ways:text')} hint={t('ways:notifyHint')} value={text} most={most} error={refused ?? problem} onText={setText} autoFocus />
        <div className="dialog-acts">
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('ways:send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
