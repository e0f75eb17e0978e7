import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { App, Page } from '../api/types';

/** The other values that the integration account asks for. */
export function Credentials({ app, page, graphUrl }: { app: App; page: Page; graphUrl: string }) {
  const [secret, setSecret] = useState<string>();
  const reveal = () => attempt(async () => setSecret((await api.get<{ secret: string }>(`/apps/${app.id}/secret`)).secret));
  return (
    <section className="card simpad" id="card-credentials" aria-labelledby="credentials-title">
      <div className="simh">
        <div>
          <h2 id="credentials-title">App and page</h2>
          <p className="mut">What Parlance’s integration account asks for.</p>
        </div>
      </div>
      <dl className="sd-kv">
        <Value name="Page ID" value={page.id} />
        <Value name="Page username" value={page.username ?? '–'} />
        <Value name="App ID" value={app.id} />
        <dt>App secret</dt>
        <dd>
          <span className="mono trunc">{secret ?? '••••••••••••••••'}</span>
          {secret ? (
            <CopyButton size="s" text={secret} what="App secret" />
          ) : (
            <Button size="s" icon="eye" onClick={() => void reveal()}>
              Show
            </Button>
          )}
        </dd>
        <Value name="Graph API" value={graphUrl} />
      </dl>
    </section>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span className="mono trunc" title={value}>
          {value}
        </span>
        {value !== '–' && <CopyButton size="s" text={value} what={name} />}
      </dd>
    </>
  );
}
