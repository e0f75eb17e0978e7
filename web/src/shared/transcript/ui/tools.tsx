import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { MessageView } from '../../api/schema';
import { useT } from '../../i18n/t';
import { IconButton } from '../../ui/button/button';
import { place } from '../../ui/menu/place';
import type { MessageCommands } from './group';
import './tools.css';

/** Offered first when a channel takes any emoji. */
const USUAL = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

const canReply = (message: MessageView, commands: MessageCommands | undefined): boolean =>
  commands?.reply !== undefined && !message.taken_back && !message.parts.some((part) => part.type === 'comment_reply' && part.public) && (message.direction === 'inbound' || (message.direction === 'outbound' && message.delivery !== 'failed' && message.delivery !== 'queued'));

const canReact = (message: MessageView, commands: MessageCommands): boolean => !message.comment && commands.react !== undefined && message.direction === 'inbound' && !message.taken_back;

/** `R` on a message answers it. */
export const replyByKey = (event: KeyboardEvent, message: MessageView | undefined, commands: MessageCommands | undefined): void => {
  if (event.key.toLowerCase() !== 'r' || event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  if (!message || !canReply(message, commands)) return;
  event.preventDefault();
  commands?.reply?.(message);
};

/** What can be done with one message: answer it, react to it. Seen when the pointer or the focus is on the message. */
export function MessageTools({ message, commands }: { message: MessageView; commands: MessageCommands }) {
  const t = useT();
  const replies = canReply(message, commands);
  const reacts = canReact(message, commands);
  if (!replies && !reacts) return null;
  return (
    <span className="tools">
      {replies && <IconButton icon="reply" size="s" label={t(message.comment ? 'comments:choose' : 'reply:message.reply')} shortcut="R" onClick={() => commands.reply?.(message)} />}
      {reacts && <React message={message} commands={commands} />}
    </span>
  );
}

function React({ message, commands }: { message: MessageView; commands: MessageCommands }) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const [popup, opener] = [document.getElementById(id), document.getElementById(`${id}-open`)];
    if (!open || !popup || !opener) return;
    popup.showPopover();
    place(popup, opener, false);
    popup.querySelector('button')?.focus();
  }, [open, id]);
  const choices = commands.reactions && commands.reactions.length > 0 ? commands.reactions : USUAL;
  const choose = (emoji: string | undefined) => {
    setOpen(false);
    commands.react?.(message, emoji);
  };
  return (
    <>
      <IconButton id={`${id}-open`} icon="smile" size="s" label={t('reply:message.react')} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <div
          id={id}
          popover="auto"
          className="reactions"
          role="dialog"
          aria-label={t('reply:message.react')}
          onToggle={(event) => {
            if (event.newState === 'closed') setOpen(false);
          }}
          onKeyDown={(event) => walk(event)}
        >
          {choices.map((emoji) => (
            <button key={emoji} type="button" className="reactions-one" aria-pressed={message.own_reaction === emoji} aria-label={t('reply:message.reactWith', { emoji })} onClick={() => choose(emoji)}>
              {emoji}
            </button>
          ))}
          {message.own_reaction && <IconButton icon="close" label={t('reply:message.unreact')} onClick={() => choose(undefined)} />}
        </div>
      )}
    </>
  );
}

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.findIndex((each) => each === document.activeElement);
  event.preventDefault();
  event.stopPropagation();
  all[(at + step + all.length) % all.length]?.focus();
};

/** Our own reaction, under the customer's message. */
export function OwnReaction({ emoji }: { emoji: string }) {
  const t = useT();
  return (
    <span className="react react-own" role="img" aria-label={t('reply:message.ourReaction', { emoji })}>
      {emoji}
    </span>
  );
}
