import { memo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useT } from '../../i18n/t';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Count } from '../../ui/badge/badge';
import type { TranscriptItem } from '../model/items';
import { DayLine } from './day-line';
import { MessageGroup, type MessageCommands } from './group';
import { Pictures } from './pictures';
import { SystemLineView } from './system-line';
import './transcript.css';
import { useStickyBottom } from './use-sticky-bottom';

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
}

/** The conversation as a log: one stop for the keyboard, arrows move inside. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { label, items, customer, picture, commands, ownId, typing = false, top, unread = 0, startAt = 'bottom', onBottom } = props;
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const { away, toBottom } = useStickyBottom(box, { startAt, ...(onBottom ? { onBottom } : {}) });
  return (
    <Pictures items={items}>
      <div className="transcript">
        <div className="scroll" ref={box} tabIndex={0} role="log" aria-label={label} onKeyDown={(event) => moveInside(event, box.current)}>
          <div className="thread">
            {top}
            {items.map((item) =>
              item.kind === 'day' ? (
                <DayLine key={item.key} item={item} />
              ) : item.kind === 'system' ? (
                <SystemLineView key={item.key} message={item.message} />
              ) : (
                <MessageGroup key={item.key} group={item} customer={customer} picture={picture} commands={commands} ownId={ownId} />
              ),
            )}
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

/** Arrows move from message to message, Home and End to the ends. */
const moveInside = (event: KeyboardEvent, box: HTMLElement | null): void => {
  if (!box || event.altKey || event.ctrlKey || event.metaKey) return;
  const messages = [...box.querySelectorAll<HTMLElement>('[data-message]')];
  const at = messages.findIndex((message) => message === document.activeElement);
  const wanted = { ArrowUp: at < 0 ? messages.length - 1 : at - 1, ArrowDown: at < 0 ? -1 : at + 1, Home: 0, End: messages.length - 1 }[event.key];
  const target = wanted === undefined ? undefined : messages[wanted];
  if (!target || (event.target !== box && !(event.target instanceof HTMLElement && event.target.dataset.message))) return;
  event.preventDefault();
  target.focus();
};
