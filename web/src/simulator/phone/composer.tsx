import { useRef, useState, type KeyboardEvent } from 'react';
import { IconButton } from '@/shared/ui/button/button';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { Chat, Person, Sticker } from '../api/types';
import './composer.css';

interface ComposerProps {
  chat: Chat | undefined;
  person: Person;
  stickers: Sticker[];
}

/** Apps are told of typing at most so often; the log is what is told. */
const TYPING_EVERY_MS = 10_000;

/** Where the customer writes. Enter sends, Shift+Enter makes a new line. */
export function Composer({ chat, person, stickers }: ComposerProps) {
  const [text, setText] = useState('');
  const [tray, setTray] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const typedAt = useRef(0);
  const path = `/chats/${chat?.psid ?? ''}`;
  const off = chat ? undefined : 'The chat is being opened';
  const send = async () => {
    const words = text.trim();
    if (!chat || words === '') return;
    setText('');
    if (!(await attempt(() => api.post(`${path}/messages`, { text: words })))) setText(words);
  };
  const typing = () => {
    const now = performance.now();
    if (!chat || !person.shows_typing || (typedAt.current > 0 && now - typedAt.current < TYPING_EVERY_MS)) return;
    typedAt.current = now;
    api.post(`${path}/typing`).catch(() => undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <>
      {tray && (
        <Tray
          stickers={stickers}
          onClose={() => setTray(false)}
          onPick={(name) => {
            setTray(false);
            void attempt(() => api.post(`${path}/stickers`, { name }));
          }}
        />
      )}
      <div className="ph-c">
        <IconButton icon="image" label="Add a picture" offReason={off} onClick={() => file.current?.click()} />
        <textarea
          className="ph-text"
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder="Write a message"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value !== '') typing();
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton icon="smile" label="Stickers" aria-expanded={tray} offReason={off} onClick={() => setTray(!tray)} />
        <IconButton icon="arrow-up" label="Send" variant="primary" offReason={off} onClick={() => void send()} />
        <input
          ref={file}
          type="file"
          accept="image/*,video/*,audio/*"
          className="vh"
          tabIndex={-1}
          aria-label="Picture to send"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void attempt(() => api.upload(`${path}/files`, chosen));
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}

interface TrayProps {
  stickers: Sticker[];
  onPick: (name: string) => void;
  onClose: () => void;
}

function Tray({ stickers, onPick, onClose }: TrayProps) {
  return (
    <div
      className="tray"
      role="group"
      aria-label="Stickers"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {stickers.map((sticker, at) => (
        <button key={sticker.name} type="button" aria-label={sticker.label} title={sticker.label} autoFocus={at === 0} onClick={() => onPick(sticker.name)}>
          <img src={sticker.url} alt="" width={56} height={56} />
        </button>
      ))}
    </div>
  );
}
