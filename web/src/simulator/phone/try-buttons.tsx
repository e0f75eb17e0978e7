import { useRef, useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { TextArea, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { attempt, useAction } from '../api/act';
import { api } from '../api/client';
import type { Chat } from '../api/types';
import { OtherEvents } from './other-events';

type Asking = 'ad' | 'edit' | 'inbox' | 'link' | 'optin' | 'other' | 'story';

/** Things a customer or the platform can do beside writing. */
export function TryButtons({ chat }: { chat: Chat }) {
  const [asking, setAsking] = useState<Asking>();
  const file = useRef<HTMLInputElement>(null);
  const path = `/chats/${chat.psid}`;
  const last = chat.messages.findLast((message) => !message.by_page && !message.taken_back && message.state !== 'held');
  const nothing = last ? undefined : 'The customer has not written yet';
  const done = async (words: string, action: () => Promise<unknown>) => {
    if (await attempt(action)) toast(words);
  };
  const close = () => setAsking(undefined);
  return (
    <>
      <h2>Try</h2>
      <div className="try">
        <Button size="s" onClick={() => setAsking('ad')}>
          Arrive from an ad
        </Button>
        <Button size="s" onClick={() => file.current?.click()}>
          Send a file
        </Button>
        <Button size="s" onClick={() => void attempt(() => api.post(`${path}/locations`, { title: 'Camp at the lake', lat: 64.1466, long: -21.9426 }))}>
          Send a location
        </Button>
        <Button size="s" offReason={last?.text ? undefined : (nothing ?? 'Only a text can be edited')} onClick={() => setAsking('edit')}>
          Edit last message
        </Button>
        <Button size="s" offReason={nothing} onClick={() => void attempt(() => api.post(`${path}/take-back`))}>
          Take back last message
        </Button>
        <Button size="s" offReason={nothing} onClick={() => void done('The same event was sent again', () => api.post(`${path}/repeats`, { copies: 1 }))}>
          Send same event twice
        </Button>
        <Button size="s" onClick={() => setAsking('link')}>
          Follow a link
        </Button>
        {chat.instagram && (
          <>
            <Button size="s" onClick={() => setAsking('story')}>
              Reply to a story
            </Button>
            <Button size="s" onClick={() => void attempt(() => api.post(`${path}/stories`, { mention: true }))}>
              Mention in a story
            </Button>
          </>
        )}
        <Button size="s" onClick={() => setAsking('optin')}>
          Agree to be contacted
        </Button>
        <Button size="s" onClick={() => setAsking('inbox')}>
          Answer from page inbox
        </Button>
        <Button size="s" onClick={() => setAsking('other')}>
          Send another event
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        className="vh"
        tabIndex={-1}
        aria-label="File to send"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void attempt(() => api.upload(`${path}/files`, chosen));
          event.target.value = '';
        }}
      />
      {asking === 'other' && <OtherEvents path={path} onClose={close} />}
      {asking === 'ad' && <AdDialog path={path} onClose={close} />}
      {asking === 'edit' && <TextDialog title="Edit last message" button="Edit" initial={last?.text ?? ''} onClose={close} send={(text) => api.post(`${path}/edits`, { text })} />}
      {asking === 'story' && <TextDialog title="Reply to a story" button="Reply" initial="love this!" onClose={close} send={(text) => api.post(`${path}/stories`, { text })} />}
      {asking === 'inbox' && <TextDialog title="Answer from the page inbox" hint="As a colleague in Meta Business Suite would. Apps see it as an echo." button="Answer" onClose={close} send={(text) => api.post(`${path}/inbox-replies`, { text })} />}
      {asking === 'link' && <ReferenceDialog title="Follow an m.me link" button="Follow" initial="poster_qr_12" onClose={close} send={(ref) => api.post(`${path}/arrivals`, { by: 'link', ref })} />}
      {asking === 'optin' && <ReferenceDialog title="Agree to be contacted" button="Agree" initial="order-17" onClose={close} send={(ref) => api.post(`${path}/arrivals`, { by: 'opt_in', ref })} />}
    </>
  );
}

interface AskProps {
  title: string;
  button: string;
  hint?: string;
  initial?: string;
  onClose: () => void;
  send: (text: string) => Promise<unknown>;
}

function TextDialog({ title, button, hint, initial = '', onClose, send }: AskProps) {
  const [text, setText] = useState(initial);
  const { busy, refusal, run } = useAction();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => send(text)).then((done) => done && onClose());
        }}
      >
        <TextArea label="Text" hint={hint} value={text} error={refusal} onChange={(event) => setText(event.target.value)} data-autofocus />
        <Actions button={button} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function ReferenceDialog({ title, button, initial = '', onClose, send }: AskProps) {
  const [reference, setReference] = useState(initial);
  const { busy, refusal, run } = useAction();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => send(reference)).then((done) => done && onClose());
        }}
      >
        <TextField label="Reference" hint="Letters, digits, hyphens, underscores, equals signs." value={reference} error={refusal} onChange={(event) => setReference(event.target.value)} data-autofocus />
        <Actions button={button} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function AdDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const [title, setTitle] = useState('Autumn tents, 20 % off');
  const [text, setText] = useState('Is this still available?');
  const { busy, refusal, run } = useAction();
  return (
    <Dialog title="Arrive from an ad" onClose={onClose}>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => api.post(`${path}/arrivals`, { by: 'ad', title, text, ref: 'autumn_tents' })).then((done) => done && onClose());
        }}
      >
        <TextField label="Title of the ad" value={title} onChange={(event) => setTitle(event.target.value)} />
        <TextField label="What the customer writes after the click" value={text} error={refusal} onChange={(event) => setText(event.target.value)} data-autofocus />
        <Actions button="Click and write" busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Actions({ button, busy, onClose }: { button: string; busy: boolean; onClose: () => void }) {
  return (
    <div className="dialog-acts">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="primary" busy={busy}>
        {button}
      </Button>
    </div>
  );
}
