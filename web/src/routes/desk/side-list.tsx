import { useNavigate } from '@tanstack/react-router';
import { grouped, inSequence, nextTurn } from '@/features/inbox/model/order';
import { Foot } from '@/features/inbox/ui/foot';
import { Inbox } from '@/features/inbox/ui/inbox';
import { OfferCard } from '@/features/offers/ui/offer-card';
import { useOffer } from '@/features/offers/ui/use-offer';
import { Presence } from '@/features/presence/ui/presence';
import { useActions, type Action } from '@/shared/actions/actions';
import { useConnection, useDesk, useDeskSession } from '@/shared/desk/context';
import { heldInteractions } from '@/shared/desk/select';
import { soundChoices } from '@/shared/desk/sound-choices';
import { useT } from '@/shared/i18n/t';
import { useStore } from '@/shared/lib/store';
import { useNarrow } from '@/shared/lib/use-narrow';
import { ColumnEdge, useColumn } from './columns';
import { useShell } from './desk-shell';

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The list's column: state, offer, interactions, connection. */
export function SideList({ openId }: { openId: string | undefined }) {
  const t = useT();
  const shell = useShell();
  const session = useDeskSession();
  const connection = useConnection();
  const offer = useOffer();
  const handled = useDesk((state) => state.today.handled);
  const muted = useStore(soundChoices, (choices) => choices.muted);
  const column = useColumn('list');
  useChatKeys(openId, column.toggle);
  const Column = useNarrow() && !openId ? 'main' : 'section';
  return (
    <Column className={`col col-list${column.folded ? ' col-folded' : ''}`} style={column.style} aria-label={t('places.conversations')}>
      {Column === 'main' && <h1 className="vh">{t('places.conversations')}</h1>}
      <Presence onLogOut={shell.logOut} />
      {offer && <OfferCard {...offer} />}
      <Inbox openId={openId} />
      <Foot
        connection={connection}
        handled={handled}
        muted={muted}
        onMute={(value) => soundChoices.update((before) => ({ ...before, muted: value }))}
        onTry={session.tryNow}
      />
      <ColumnEdge column={column} label={t('desk:columns.list')} at="end" />
    </Column>
  );
}

/** Alt ↓ ↑, Alt 1…9, Alt N: from chat to chat. */
const useChatKeys = (openId: string | undefined, fold: () => void): void => {
  const t = useT();
  const navigate = useNavigate();
  const list = grouped(useDesk(heldInteractions));
  const chats = inSequence(list);
  const go = (id: string | undefined) => {
    if (id) void navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: id } });
  };
  const step = (by: number) => {
    const at = chats.findIndex((each) => each.id === openId);
    go(chats[(at + by + chats.length) % chats.length]?.id ?? chats[0]?.id);
  };
  const group = t('desk:keys.chats');
  const next = nextTurn(list, openId);
  useActions([
    { id: 'chats.next', name: t('desk:keys.nextChat'), group, order: 3, keys: 'Alt+ArrowDown', icon: 'arrow-down', enabled: chats.length > 0, perform: () => step(1) },
    { id: 'chats.previous', name: t('desk:keys.previousChat'), group, order: 3, keys: 'Alt+ArrowUp', icon: 'arrow-up', enabled: chats.length > 0, perform: () => step(-1) },
    { id: 'chats.turn', name: t('desk:keys.nextTurn'), group, order: 3, keys: 'Alt+KeyN', icon: 'clock', enabled: next !== undefined, perform: () => go(next?.id) },
    { id: 'columns.list', name: t('desk:columns.foldList'), group: t('desk:keys.places'), keys: 'BracketLeft', icon: 'list', perform: fold },
    ...DIGITS.map((digit): Action => {
      const chat = chats[digit - 1];
      return { id: `chats.${digit}`, name: chat?.contact_name ?? '', group, order: 3, keys: `Alt+Digit${digit}`, icon: 'person', enabled: chat !== undefined, perform: () => go(chat?.id) };
    }),
  ]);
};
