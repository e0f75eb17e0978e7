import { Link } from '@tanstack/react-router';
import { memo, useCallback, useState, type ReactNode } from 'react';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Windowed } from '@/shared/ui/windowed/windowed';
import { arrangementOf, held, TURNS, type Arrangement, type Grouped, type TurnGroup } from '../model/order';
import './list.css';
import { Row, type RowData } from './row';

interface ListProps {
  list: Grouped;
  /** What the row of an interaction shows. */
  rowOf: (id: string) => RowData | undefined;
  openId: string | undefined;
  /** The order of the list, in words, and what changes it. */
  order: string;
  onOrder: () => void;
  /** Shown when there are no interactions. */
  empty: ReactNode;
}

/** About how high a row of two lines is, in pixels. */
const ROW_HEIGHT = 58;

const HEADS: Record<TurnGroup, TextKey> = { agent: 'desk:list.yourTurn', customer: 'desk:list.customersTurn', after_call_work: 'desk:list.afterCallWork' };

/** Active interactions, grouped by whose turn it is. Nothing moves while the pointer or the focus is inside. */
export function InteractionList({ list, rowOf, openId, order, onOrder, empty }: ListProps) {
  const t = useT();
  const { shown, hold } = useHeld(list);
  // Only the way to another chat moves the list: not what then happens to it.
  const [revealed, setRevealed] = useState<string>();
  const done = useCallback(() => setRevealed(openId), [openId]);
  const none = TURNS.every((group) => shown[group].length === 0);
  return (
    <nav className="list" aria-label={t('desk:list.label')} {...hold}>
      {none
        ? empty
        : TURNS.filter((group) => shown[group].length > 0).map((group) => (
            <section key={group} aria-labelledby={`group-${group}`}>
              <h2 className="grp" id={`group-${group}`}>
                {t(HEADS[group])} <span className="num grp-count">{shown[group].length}</span>
                {group === TURNS.find((each) => shown[each].length > 0) && group !== 'after_call_work' && (
                  <button type="button" className="grp-end" aria-label={t('reply:list.sort', { order })} onClick={onOrder}>
                    {order}
                  </button>
                )}
              </h2>
              <Windowed
                items={shown[group]}
                keyOf={({ id }) => id}
                rowHeight={ROW_HEIGHT}
                reveal={openId === revealed ? undefined : openId}
                onRevealed={done}
                row={({ id }) => {
                  const data = rowOf(id);
                  return data && <LinkedRow {...data} open={id === openId} />;
                }}
              />
            </section>
          ))}
    </nav>
  );
}

/** A row that leads to its conversation; drawn anew only when something in it has changed. */
const LinkedRow = memo(function LinkedRow({ open, ...data }: RowData & { open: boolean }) {
  const { id, unread } = data.interaction;
  return (
    <Link
      to="/desktop/chats/$interactionId"
      params={{ interactionId: id }}
      className={`row${unread > 0 ? ' row-unread' : ''}${open ? ' row-on' : ''}`}
      aria-current={open || undefined}
    >
      <Row data={data} />
    </Link>
  );
});

/** Holds the arrangement while a hand is on the list. */
const useHeld = (list: Grouped) => {
  const [pointer, setPointer] = useState<Arrangement>();
  const [focus, setFocus] = useState<Arrangement>();
  const kept = pointer ?? focus;
  const shown = kept ? held(kept, list) : list;
  return {
    shown,
    hold: {
      onPointerEnter: (event: { pointerType: string }) => event.pointerType === 'mouse' && setPointer(arrangementOf(shown)),
      onPointerLeave: () => setPointer(undefined),
      onFocus: (event: { target: Element }) => event.target.matches(':focus-visible') && setFocus((before) => before ?? arrangementOf(shown)),
      onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setFocus(undefined);
      },
    },
  };
};
