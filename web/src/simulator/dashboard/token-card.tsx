import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { App, Page } from '../api/types';
import { newestToken } from './steps';

/** Step 3: a token is shown when it is made, and never again. */
export function TokenCard({ app, page }: { app: App; page: Page }) {
  const [made, setMade] = useState<{ id: number; token: string }>();
  const newest = newestToken(page, app);
  const shown = made && made.id === newest?.id ? made.token : undefined;
  const make = () => attempt(async () => setMade(await api.post(`/pages/${page.id}/tokens`, { app_id: app.id })));
  const change = (order: object) => attempt(() => api.patch(`/tokens/${newest?.id ?? 0}`, order));
  const none = newest ? undefined : 'There is no token yet';
  const dead = none ?? (newest?.state === 'valid' ? undefined : `The token is already ${newest?.state ?? ''}`);
  return (
    <section className="card simpad" id="card-token" aria-labelledby="token-title">
      <div className="simh">
        <div>
          <h2 id="token-title">Page token</h2>
          <p className="mut">Shown once, copy it to Parlance.</p>
        </div>
      </div>
      <div className="sd-token">
        <input className="inp mono" readOnly dir="ltr" aria-label="Page token" value={shown ?? (newest ? `••••••••••••••••${newest.tail}` : '')} placeholder="No token yet" />
        {shown && <CopyButton text={shown} what="Page token" />}
      </div>
      <div className="simrow sd-token-acts">
        <Button size="s" variant={newest ? 'default' : 'primary'} onClick={() => void make()}>
          New token
        </Button>
        <Button size="s" offReason={dead} onClick={() => void change({ do: 'expire' })}>
          Let it expire
        </Button>
        <Button size="s" variant="danger" offReason={dead} onClick={() => void change({ do: 'withdraw', subcode: 460 })}>
          Withdraw
        </Button>
        <span className="meta">{newest && !shown && `${newest.state}, ${page.tokens.length} made so far`}</span>
      </div>
    </section>
  );
}
