import { lazy, memo, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useT } from '../../i18n/t';
import { loadChunk } from '../../lib/load-chunk';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Count } from '../../ui/badge/badge';
import type { FindIn } from '../find/api';
import { paintMarks, type Marks } from '../find/marks';
import { messagesOf, placeOf, type TranscriptItem } from '../model/items';
import { DayLine } from './day-line';
import { GoTo } from './go-to';
import { MessageGroup, type MessageCommands } from './group';
import { Pictures } from './pictures';
import { SystemLineView } from './system-line';
import './transcript.css';
import { useViewport } from './use-viewport';

const FindBar = lazy(async () => ({ default: (await loadChunk(() => import('../find/find-bar'))).FindBar }));

/** Finding in this transcript, while it is open. */
export interface Finding {
  interactionId: string;
  of: FindIn;
  onClose: () => void;
}

interface TranscriptProps {
  label: string;
  items: readonly TranscriptItem[];
  customer: string;
  picture?: string | undefined;
  commands?: MessageCommands | undefined;
  /** Whose own messages need no name; undefined: all colleagues are named. */
  ownId?: string;
  /** The customer types. */
  typing?: boolean;
  /** Above the first item: earlier chats, or that there are none. */
  top?: ReactNode;
  /** Unread messages of the customer, for the way down. */
  unread?: number;
  /** Where it starts: a running chat at its newest message, a record at its first. */
  startAt?: 'bottom' | 'top';
  /** Told when the newest message comes into sight or leaves it. */
  onBottom?: (visible: boolean) => void;
  /** Asks for earlier messages: the reader comes near the top. */
  onTop?: (() => void) | undefined;
  /** Loads earlier messages until this one is there. */
  onMissing?: ((messageId: string) => void) | undefined;
  finding?: Finding | undefined;
}

/** The conversation as a log: one stop for the keyboard, arrows move inside. Only what is in sight is drawn. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { label, items, customer, picture, commands, ownId, typing = false, top, unread = 0, startAt = 'bottom', onBottom, onTop, onMissing, finding } = props;
  const t = useT();
  const keys = useMemo(() => items.map((item) => item.key), [items]);
  const { box, body, drawn, away, toBottom, reveal } = useViewport({ keys, startAt, onBottom, onTop });
  const [marks, setMarks] = useState<Marks>();
  const awaited = useRef<string>(undefined);
  const goTo = (message: string, how: { focus: boolean; block: 'center' | 'nearest' }) => {
    const place = placeOf(items, message);
    awaited.current = place < 0 ? message : undefined;
    if (place >= 0) reveal({ place, message, ...how });
    else onMissing?.(message);
  };
  useLayoutEffect(() => {
    const message = awaited.current;
    const place = message === undefined ? -1 : placeOf(items, message);
    if (message === undefined || place < 0) return;
    awaited.current = undefined;
    reveal({ place, message, focus: false, block: 'center' });
  });
  // After each drawing: what comes into sight is marked too.
  useEffect(() => paintMarks(box.current, marks));
  useEffect(() => () => paintMarks(null, undefined), []);
  const arrows = useArrows(items, (message) => goTo(message, { focus: true, block: 'nearest' }));
  const closeFinding = () => {
    finding?.onClose();
    box.current?.focus({ preventScroll: true });
  };
  return (
    <Pictures items={items}>
      <GoTo value={(message) => goTo(message, { focus: true, block: 'center' })}>
        {finding && (
          <Suspense fallback={null}>
            <FindBar interactionId={finding.interactionId} of={finding.of} onGo={(message) => goTo(message, { focus: false, block: 'center' })} onMarks={setMarks} onClose={closeFinding} />
          </Suspense>
        )}
        <div className="transcript">
          <div className="scroll" ref={box} tabIndex={0} role="log" aria-live={away || finding ? 'off' : 'polite'} aria-label={label} onKeyDown={arrows}>
            <div className="thread">
              {top}
              <div className="thread-items" ref={body}>
                {items.slice(drawn.from, drawn.to).map((item) => (
                  <div key={item.key} data-item={item.key} className={marks?.shown !== undefined && messagesOf(item).includes(marks.shown) ? 'item-shown' : undefined}>
                    {item.kind === 'day' ? (
                      <DayLine item={item} />
                    ) : item.kind === 'system' ? (
                      <SystemLineView message={item.message} />
                    ) : (
                      <MessageGroup group={item} customer={customer} picture={picture} commands={commands} ownId={ownId} />
                    )}
                  </div>
                ))}
              </div>
              {typing && <Typing customer={customer} picture={picture} />}
            </div>
          </div>
          {away && (
            <span className="to-newest appear">
              <Button size="s" icon="arrow-down" onClick={toBottom}>
                {t('desk:transcript.newest')}
                {unread > 0 && <Count value={unread} label={t('desk:list.unread')} />}
              </Button>
            </span>
          )}
        </div>
      </GoTo>
    </Pictures>
  );
});

function Typing({ customer, picture }: { customer: string; picture: string | undefined }) {
  const t = useT();
  return (
    <div className="grpm grpm-in">
      <Avatar name={customer} picture={picture} size="s" />
      <div className="typing" role="status" aria-label={t('desk:transcript.typing', { name: customer })}>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

/** Arrows move from message to message, Home and End to the ends, also to those that are not drawn. */
const useArrows = (items: readonly TranscriptItem[], go: (message: string) => void) => {
  const last = useRef<string>(undefined);
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const { message } = event.target.dataset;
    if (event.target !== event.currentTarget && !message) return;
    if (!['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
    const all = items.flatMap(messagesOf);
    // A message that had the focus and is not drawn any more is still where the reader was.
    const from = message ?? (last.current !== undefined && !event.currentTarget.querySelector(`[data-message="${CSS.escape(last.current)}"]`) ? last.current : undefined);
    const at = from === undefined ? -1 : all.indexOf(from);
    const wanted = { ArrowUp: at < 0 ? all.length - 1 : at - 1, ArrowDown: at < 0 ? -1 : at + 1, Home: 0, End: all.length - 1 }[event.key];
    const target = wanted === undefined ? undefined : all[wanted];
    if (target === undefined) return;
    event.preventDefault();
    last.current = target;
    go(target);
  };
};
