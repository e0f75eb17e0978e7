import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import type { Page } from '../api/types';

/** The Instagram account that is connected to the page: made here, then used with the page's token. */
export function InstagramCard({ page, instagram }: { page: Page; instagram: Page | undefined }) {
  return (
    <section className="card simpad" id="card-instagram" aria-labelledby="instagram-title">
      <div className="simh">
        <div>
          <h2 id="instagram-title">Instagram</h2>
          <p className="mut">{instagram ? 'Connected to this page. Its events come to the same callback, as the object instagram.' : 'A professional account can be connected to the page; the page’s token serves it.'}</p>
        </div>
      </div>
      {instagram ? <Connected account={instagram} /> : <Connect page={page} />}
    </section>
  );
}

function Connected({ account }: { account: Page }) {
  return (
    <>
      <p>
        <b>@{account.username}</b>
      </p>
      <div className="sd-token">
        <input className="inp mono" readOnly dir="ltr" aria-label="Instagram account ID" value={account.id} />
        <CopyButton text={account.id} what="Instagram account ID" />
      </div>
    </>
  );
}

function Connect({ page }: { page: Page }) {
  const [username, setUsername] = useState('');
  const { busy, refusal, run } = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => api.post(`/pages/${page.id}/instagram`, { username }));
      }}
    >
      <TextField label="Instagram username" hint="Letters, digits, full stops, underscores." dir="ltr" maxLength={30} value={username} error={refusal} onChange={(event) => setUsername(event.target.value)} />
      <div className="simrow">
        <Button type="submit" busy={busy}>
          Connect an Instagram account
        </Button>
      </div>
    </form>
  );
}
