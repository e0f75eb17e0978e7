import { keysOf } from '@/shared/actions/actions';
import type { InteractionView } from '@/shared/api/schema';
import { useT, type Translate } from '@/shared/i18n/t';
import { useNarrow } from '@/shared/lib/use-narrow';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';

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

/** What can be done with a conversation, at the end of its header; on a narrow screen most of it stands in the header's menu. */
export function ChatButtons({ interaction, mine, onTransfer, onAsk, onEnd, onCustomer, onWork, onKnowledge }: ChatButtonsProps) {
  const t = useT();
  const narrow = useNarrow();
  const keys = (chord: string) => keysOf({ keys: chord }) ?? '';
  const active = mine && interaction.state === 'active';
  return (
    <>
      {!narrow && <IconButton icon="book" label={t('desk:knowledge')} shortcut={keys('Ctrl+Slash')} onClick={onKnowledge} />}
      <IconButton icon="person" label={t('desk:customer.label')} className="only-narrow" onClick={onCustomer} />
      {active && !narrow && (
        <>
          <Menu label={t('together:menu')} entries={colleagues(interaction, onAsk, t)} button={(properties) => <IconButton {...properties} icon="people" label={t('together:menu')} />} />
          <Button icon="transfer" aria-label={t('desk:action.transfer')} title={`${t('desk:action.transfer')}  ${keys('Alt+KeyT')}`} onClick={onTransfer}>
            <span className="lab">{t('desk:action.transfer')}</span>
          </Button>
        </>
      )}
      {active && (
        <Button className="chead-end" title={`${t('desk:action.end')}  ${keys('Alt+KeyE')}`} aria-label={t('desk:action.end')} onClick={onEnd}>
          <span className="chead-long">{t('desk:action.end')}</span>
          <span className="chead-short">{t('desk:action.endShort')}</span>
        </Button>
      )}
      {mine && interaction.state === 'after_call_work' && (
        <Button icon="pencil" className="only-narrow" onClick={onWork}>
          {t('desk:wrapUp.open')}
        </Button>
      )}
    </>
  );
}

/** Asking a colleague or a supervisor, as lines of a menu. */
const colleagues = (interaction: InteractionView, onAsk: (what: Asking) => void, t: Translate): MenuEntry[] => [
  { kind: 'item', id: 'ask', icon: 'people', label: t('together:ask'), shortcut: keysOf({ keys: ASK }), perform: () => onAsk('ask') },
  { kind: 'item', id: 'help', icon: 'flag', label: t('together:help'), shortcut: keysOf({ keys: HELP }), offReason: interaction.help ? t('desk:together.help') : undefined, perform: () => onAsk('help') },
];

/** What stands in the header's menu where there is no room for buttons. */
export const chatMenu = ({ interaction, mine, onTransfer, onAsk, onKnowledge }: Pick<ChatButtonsProps, 'interaction' | 'mine' | 'onTransfer' | 'onAsk' | 'onKnowledge'>, t: Translate): MenuEntry[] => [
  { kind: 'item', id: 'knowledge', icon: 'book', label: t('desk:knowledge'), perform: onKnowledge },
  ...(mine && interaction.state === 'active' ? [...colleagues(interaction, onAsk, t), { kind: 'item' as const, id: 'transfer', icon: 'transfer' as const, label: t('desk:action.transfer'), perform: onTransfer }] : []),
];
