import type { MessageView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Confirm } from '@/shared/ui/dialog/confirm';
import { previewOf } from '../model/preview';

interface AnsweredMeanwhileProps {
  message: MessageView;
  onClose: () => void;
  onSend: () => void;
}

/** Asks before a second answer goes to a customer who has just got one. */
export function AnsweredMeanwhile({ message, onClose, onSend }: AnsweredMeanwhileProps) {
  const t = useT();
  const name = message.author_name ?? t('desk:message.elsewhere');
  return <Confirm title={t('together:meanwhile.title', { name })} text={t('together:meanwhile.text', { line: previewOf(message) })} keep={t('together:meanwhile.keep')} go={t('together:meanwhile.go')} onClose={onClose} onGo={onSend} />;
}
