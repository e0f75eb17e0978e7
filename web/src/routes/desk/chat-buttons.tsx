import { keysOf } from '@/shared/actions/actions';
import type { InteractionView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';

interface ChatButtonsProps {
  interaction: InteractionView;
  mine: boolean;
  onTransfer: () => void;
  onEnd: () => void;
  onCustomer: () => void;
  onWork: () => void;
  onKnowledge: () => void;
}

/** What can be done with a conversation, at the end of its header. */
export function ChatButtons({ interaction, mine, onTransfer, onEnd, onCustomer, onWork, onKnowledge }: ChatButtonsProps) {
  const t = useT();
  const keys = (chord: string) => keysOf({ keys: chord }) ?? '';
  return (
    <>
      <IconButton icon="book" label={t('desk:knowledge')} shortcut={keys('Ctrl+Slash')} onClick={onKnowledge} />
      <IconButton icon="person" label={t('desk:customer.label')} className="only-narrow" onClick={onCustomer} />
      {mine && interaction.state === 'active' && (
        <>
          <Button icon="transfer" aria-label={t('desk:action.transfer')} title={`${t('desk:action.transfer')}  ${keys('Alt+KeyT')}`} onClick={onTransfer}>
            <span className="lab">{t('desk:action.transfer')}</span>
          </Button>
          <Button className="chead-end" title={`${t('desk:action.end')}  ${keys('Alt+KeyE')}`} aria-label={t('desk:action.end')} onClick={onEnd}>
            <span className="chead-long">{t('desk:action.end')}</span>
            <span className="chead-short">{t('desk:action.endShort')}</span>
          </Button>
        </>
      )}
      {mine && interaction.state === 'after_call_work' && (
        <Button icon="pencil" className="only-narrow" onClick={onWork}>
          {t('desk:wrapUp.open')}
        </Button>
      )}
    </>
  );
}
