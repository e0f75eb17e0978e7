import { useState } from 'react';
import { timeOfDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Icon } from '@/shared/ui/icon/icon';
import type { Chat, Message, Page, Person, Sticker } from '../api/types';
import { Composer } from './composer';
import { Posts } from './posts';
import { Thread } from './thread';
import './phone.css';

interface PhoneProps {
  person: Person;
  page: Page;
  chat: Chat | undefined;
  stickers: Sticker[];
}

/** The phone with the chat on it. */
export function Phone({ person, page, chat, stickers }: PhoneProps) {
  const now = useNow();
  const [posts, setPosts] = useState(false);
  return (
    <div className={page.instagram_of ? 'phone phone-ig' : 'phone'} role="region" aria-label={`Simulated phone of ${person.name}`}>
      <div className="ph-top">
        <span className="num">{timeOfDay(now, 'en')}</span>
        <span className="tag">SIMULATED</span>
        {person.no_signal ? <span className="meta">No signal</span> : <span className="ph-bars" aria-label="Signal" role="img">■■■</span>}
      </div>
      <div className="ph-h">
        <Icon name="chevron-start" size="l" />
        <Avatar name={page.name} size="s" />
        <div>
          <b>{page.instagram_of ? page.username : page.name}</b>
          <span className="meta">{habit(chat?.messages ?? [], page)}</span>
        </div>
      </div>
      <div className="ph-tabs" role="tablist" aria-label="What the phone shows">
        <button type="button" role="tab" aria-selected={!posts} onClick={() => setPosts(false)}>
          Chat
        </button>
        <button type="button" role="tab" aria-selected={posts} onClick={() => setPosts(true)}>
          Posts
        </button>
      </div>
      {posts ? (
        <Posts page={page} person={person} />
      ) : (
        <>
          <Thread key={chat?.psid} chat={chat} person={person} />
          <Composer chat={chat} person={person} stickers={stickers} />
        </>
      )}
    </div>
  );
}

/** How fast the page usually answers, from this chat; before that, its username. */
const habit = (messages: readonly Message[], page: Page): string => {
  const waits: number[] = [];
  messages.forEach((message, at) => {
    const before = messages[at - 1];
    if (message.by_page && before && !before.by_page) waits.push(message.at_ms - before.at_ms);
  });
  const typical = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)];
  if (page.instagram_of) return `${page.name} · Instagram`;
  if (typical === undefined) return page.username ? `@${page.username}` : 'Page';
  const minutes = Math.ceil(typical / 60_000);
  if (minutes <= 1) return 'usually answers in a minute';
  return minutes <= 59 ? `usually answers in ${minutes} minutes` : 'usually answers in some hours';
};
