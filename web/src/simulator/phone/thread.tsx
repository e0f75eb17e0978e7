import { useEffect, useRef } from 'react';
import { longDay, startOfDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { Chat, Message, Person } from '../api/types';
import { Bubble } from './bubble';
import { OwnState } from './own-state';
import './thread.css';

/** The messages, newest at the foot. */
export function Thread({ chat, person }: { chat: Chat | undefined; person: Person }) {
  const now = useNow();
  const scroll = useRef<HTMLDivElement>(null);
  const atFoot = useRef(true);
  const typing = (chat?.page_typing_until_ms ?? 0) > now;
  const count = chat?.messages.length ?? 0;
  const last = chat?.messages.at(-1);
  useEffect(() => {
    const box = scroll.current;
    if (box && atFoot.current) box.scrollTop = box.scrollHeight;
  }, [count, typing, last?.state, last?.customer_reaction, last?.tapped]);
  const messages = chat?.messages ?? [];
  const lastOwn = messages.findLastIndex((message) => !message.by_page);
  const unread = person.reads_at_once || person.no_signal ? 0 : messages.filter((message) => message.by_page && message.state === 'delivered').length;
  return (
    <>
      <div
        className="ph-scroll"
        tabIndex={0}
        role="log"
        aria-label="Messages"
        ref={scroll}
        onScroll={({ currentTarget: box }) => {
          atFoot.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
        }}
        // A picture has its height when it is there, not when its message comes.
        onLoadCapture={({ currentTarget: box }) => {
          if (atFoot.current) box.scrollTop = box.scrollHeight;
        }}
      >
        <div className="pt">
          {chat && messages.length === 0 && <Beginning chat={chat} />}
          {messages.map((message, at) => (
            <Entry key={message.mid} message={message} before={messages[at - 1]} now={now} chat={chat} last={at === lastOwn} />
          ))}
          {typing && (
            <div className="pm shop">
              <div className="pb typ">
                <span />
                <span />
                <span />
                <span className="vh">{chat?.page_typing_as ?? chat?.page_name} is typing</span>
              </div>
            </div>
          )}
        </div>
      </div>
      {unread > 0 && chat && (
        <Button size="s" className="ph-look" icon="eye" onClick={() => void attempt(() => api.post(`/chats/${chat.psid}/looks`))}>
          {unread === 1 ? 'Read 1 new message' : `Read ${unread} new messages`}
        </Button>
      )}
    </>
  );
}

function Beginning({ chat }: { chat: Chat }) {
  return (
    <div className="ph-begin">
      <p className="mut">{chat.greeting ?? `Write to ${chat.page_name}. What you write is sent to the apps of the page.`}</p>
      {chat.get_started && (
        <Button variant="primary" onClick={() => void attempt(() => api.post(`/chats/${chat.psid}/arrivals`, { by: 'get_started' }))}>
          Get Started
        </Button>
      )}
    </div>
  );
}

interface EntryProps {
  message: Message;
  before: Message | undefined;
  now: number;
  chat: Chat | undefined;
  /** The customer's last message carries its state in words. */
  last: boolean;
}

function Entry({ message, before, now, chat, last }: EntryProps) {
  const newDay = !before || startOfDay(before.at_ms) !== startOfDay(message.at_ms);
  const dayWorthIt = newDay && (before !== undefined || startOfDay(message.at_ms) !== startOfDay(now));
  return (
    <>
      {dayWorthIt && <p className="ph-day meta">{longDay(message.at_ms, now, 'en')}</p>}
      {message.ad_title && <p className="ph-day meta">From the ad “{message.ad_title}”</p>}
      <Bubble message={message} psid={chat?.psid ?? ''} pageName={chat?.page_name ?? ''} />
      {last && <OwnState message={message} seenAt={chat?.seen_by_page_ms ?? 0} />}
    </>
  );
}
