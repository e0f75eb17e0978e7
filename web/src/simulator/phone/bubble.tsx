import { useState } from 'react';
import { IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { Menu } from '@/shared/ui/menu/menu';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { Attachment, Message } from '../api/types';
import { Carried } from './carried';
import './bubble.css';

const REACTIONS = ['❤️', '👍', '😆', '😮', '😢', '😠'] as const;

interface BubbleProps {
  message: Message;
  psid: string;
  pageName: string;
}

const bare = (attachment: Attachment): boolean => attachment.kind === 'sticker' || attachment.kind === 'story' || attachment.kind === 'template' || (attachment.kind === 'file' && attachment.media !== 'file');

/** One message: quoted words, text, what it carries, reactions, quick replies. */
export function Bubble({ message, psid, pageName }: BubbleProps) {
  const side = message.by_page ? 'shop' : 'you';
  if (message.taken_back) {
    return (
      <div className={`pm ${side}`}>
        <div className="pb gone">You took back a message</div>
      </div>
    );
  }
  const framed = message.attachments.filter((each) => !bare(each));
  return (
    <>
      <div className={`pm ${side}`}>
        {message.persona ? (
          <span className="pm-as meta" dir="auto">
            {message.persona.picture_url && <img src={message.persona.picture_url} alt="" width={16} height={16} />}
            {message.persona.name}
          </span>
        ) : (
          <span className="vh">{message.by_page ? `${pageName}:` : 'You:'}</span>
        )}
        {message.attachments.filter(bare).map((each, at) => (
          <Carried key={at} attachment={each} message={message} psid={psid} />
        ))}
        {(message.text ?? framed.length > 0) && (
          <div className="pb">
            {message.reply_to && (
              <p className="quote" dir="auto">
                {message.reply_to.text || 'An earlier message'}
              </p>
            )}
            {message.text && <p dir="auto">{message.text}</p>}
            {framed.map((each, at) => (
              <Carried key={at} attachment={each} message={message} psid={psid} />
            ))}
          </div>
        )}
        <Under message={message} psid={psid} />
      </div>
      {message.quick_replies.length > 0 && <QuickReplies message={message} psid={psid} />}
    </>
  );
}

/** Reactions, "edited", "typed in the page inbox", and the button to react. */
function Under({ message, psid }: { message: Message; psid: string }) {
  const react = (emoji: string | null) => void attempt(() => api.post(`/chats/${psid}/reactions`, { mid: message.mid, emoji }));
  const [menuUsed, setMenuUsed] = useState(false);
  return (
    <>
      {message.customer_reaction && (
        <button type="button" className="rx" aria-label={`Your reaction ${message.customer_reaction}, remove it`} title="Remove your reaction" onClick={() => react(null)}>
          {message.customer_reaction}
        </button>
      )}
      {message.page_reaction && (
        <span className="rx" role="img" aria-label={`The page’s reaction ${message.page_reaction}`}>
          {message.page_reaction}
        </span>
      )}
      {message.edits > 0 && <span className="meta">edited</span>}
      {message.by === 'page inbox' && <span className="meta">typed in the page inbox</span>}
      {message.by_page && !message.customer_reaction && (
        <span className={menuUsed ? 'react react-on' : 'react'}>
          <Menu
            label="Reaction"
            onOpen={() => setMenuUsed(true)}
            entries={REACTIONS.map((emoji) => ({ kind: 'item' as const, id: emoji, label: emoji, perform: () => react(emoji) }))}
            button={(properties) => <IconButton {...properties} icon="smile" size="s" label="React to this message" />}
          />
        </span>
      )}
    </>
  );
}

function QuickReplies({ message, psid }: { message: Message; psid: string }) {
  if (!message.can_tap && message.tapped === null) return null;
  return (
    <div className="opts" role="group" aria-label="Quick replies">
      {message.quick_replies.map((reply) =>
        message.can_tap ? (
          <button
            key={reply.payload}
            type="button"
            className="opt"
            onClick={() => void attempt(() => api.post(`/chats/${psid}/taps`, { mid: message.mid, payload: reply.payload }))}
          >
            {reply.title}
          </button>
        ) : (
          <span key={reply.payload} className={reply.payload === message.tapped ? 'opt opt-chosen' : 'opt opt-over'}>
            {reply.payload === message.tapped && <Icon name="tick" size="xs" label="Chosen" />}
            {reply.title}
          </span>
        ),
      )}
    </div>
  );
}
