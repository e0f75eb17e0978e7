import { useState } from 'react';
import { timeWithSeconds } from '@/shared/lib/times';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import type { App, Page, Webhook } from '../api/types';
import { Refusal } from '../parts/refusal';

/** Step 4: the callback is kept only if it answers its challenge. */
export function WebhookCard({ app, page }: { app: App; page: Page }) {
  const [url, setUrl] = useState(app.webhook?.callback_url ?? '');
  const [token, setToken] = useState(app.webhook?.verify_token ?? '');
  const [answered, setAnswered] = useState<Webhook>();
  const { busy, refusal, run } = useAction();
  const verify = () => {
    setAnswered(undefined);
    return run(async () => setAnswered(await api.post<Webhook>(`/apps/${app.id}/webhook`, { callback_url: url, verify_token: token })));
  };
  const saved = app.webhook;
  const changed = saved !== null && (saved.callback_url !== url || saved.verify_token !== token);
  const example = `http://127.0.0.1:8420/clientweb/fb/webhook/${page.id}`;
  return (
    <section className="card simpad" id="card-webhook" aria-labelledby="webhook-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void verify();
        }}
      >
        <div className="simh">
          <div>
            <h2 id="webhook-title">Webhook</h2>
            <p className="mut">Where the events of this app are sent.</p>
          </div>
          {saved ? (
            <Chip tone="ok" size="l" icon="tick">
              Verified {timeWithSeconds(saved.verified_ms, 'en')}
            </Chip>
          ) : (
            <Chip size="l">Not verified</Chip>
          )}
        </div>
        <div className="sd-two">
          <TextField className="mono" dir="ltr" label="Callback URL" placeholder={example} spellCheck={false} value={url} changed={changed} onChange={(event) => setUrl(event.target.value)} />
          <TextField className="mono" dir="ltr" label="Verify token" spellCheck={false} autoComplete="off" value={token} changed={changed} onChange={(event) => setToken(event.target.value)} />
        </div>
        <div className="simrow sd-verify">
          <Button type="submit" variant="primary" busy={busy}>
            Verify and save
          </Button>
          <span className="meta" role="status">
            {answered && !refusal && `The callback answered the challenge ${answered.challenge} in ${answered.took_ms} ms.`}
            {!answered && !refusal && changed && 'Changed, not saved yet.'}
          </span>
        </div>
        <Refusal text={refusal} />
      </form>
    </section>
  );
}
