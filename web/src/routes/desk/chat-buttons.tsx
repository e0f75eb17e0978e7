import { keysOf } from '@/shared/actions/actions';
import type { InteractionView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Menu } from '@/shared/ui/menu/menu';

/** What is asked: a colleague, or a supervisor's help. */
export type Asking = 'ask' | 'help';

/** The keys for it. */
export const ASK = 'Alt+KeyC';
export const HELP = 'Alt+KeyF';

interface ChatButtonsProps {
  interaction: InteractionView;
  mine: boolean;
  onTransfer: () => void;
  onAsk: (what: Asking) => void;
  onEnd: () => void;
  onCustomer: () => void;
  onWork: () => void;
  onKnowledge: () => void;
}

/** What can be done with a conversation, at the end of its header. */
export function ChatButtons({ interaction, mine, onTransfer, onAsk, onEnd, onCustomer, onWork, onKnowledge }: ChatButtonsProps) {
  const t = useT();
  const keys = (chord: string) => keysOf({ keys: chord }) ?? '';
  return (
    <>
      <IconButton icon="book" label={t('desk:knowledge')} shortcut={keys('Ctrl+Slash')} onClick={onKnowledge} />
      <IconButton icon="person" label={t('desk:customer.label')} className="only-narrow" onClick={onCustomer} />
      {mine && interaction.state === 'active' && (
        <>
          <Menu
            label={t('together:menu')}
            entries={[
              { kind: 'item', id: 'ask', icon: 'people', label: t('together:ask'), shortcut: keys(ASK), perform: () => onAsk('ask') },
              { kind: 'item', id: 'help', icon: 'flag', label: t('together:help'), shortcut: keys(HELP), offReason: interaction.help ? t('desk:together.help') : undefined, perform: () => onAsk('help') },
            ]}
            button={(properties) => <IconButton {...properties} icon="people" label={t('together:menu')} />}
          />
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
