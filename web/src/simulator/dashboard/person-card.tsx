import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';
import type { App } from '../api/types';
import { Refusal } from '../parts/refusal';

interface Answered {
  status: number;
  body: string;
}

const addressAt = (app: App, path: string): string => {
  const callback = app.webhook?.callback_url;
  if (!callback || !URL.canParse(callback)) return `http://127.0.0.1:8420${path}`;
  return new URL(path, callback).href;
};

/** What a person may do in their own settings: demand deletion, or remove the app. */
export function PersonCard({ app }: { app: App }) {
  const [userId, setUserId] = useState('218471');
  const [deletion, setDeletion] = useState(addressAt(app, '/clientweb/fb/deletion'));
  const [deauthorise, setDeauthorise] = useState(addressAt(app, '/clientweb/fb/deauthorise'));
  const [answered, setAnswered] = useState<Answered>();
  const { busy, refusal, run } = useAction();
  const send = (kind: 'deletion' | 'deauthorise', url: string) => {
    setAnswered(undefined);
    void run(async () => setAnswered(await api.post<Answered>(`/apps/${app.id}/notices`, { kind, url, user_id: userId })));
  };
  return (
    <details className="card sd-settings">
      <summary className="simpad">
        <span className="b">A person’s rights</span>
        <span className="mut">They demand the deletion of their data, or remove the app</span>
      </summary>
      <div className="sd-set">
        <TextField className="mono" dir="ltr" label="Id of the person at this app" value={userId} inputMode="numeric" onChange={(event) => setUserId(event.target.value.trim())} />
        <TextField className="mono" dir="ltr" label="Data deletion callback URL" spellCheck={false} value={deletion} onChange={(event) => setDeletion(event.target.value)} />
        <TextField className="mono" dir="ltr" label="Deauthorise callback URL" spellCheck={false} value={deauthorise} onChange={(event) => setDeauthorise(event.target.value)} />
        <div className="simrow">
          <Button busy={busy} onClick={() => send('deletion', deletion)}>
            Demand deletion
          </Button>
          <Button variant="danger" busy={busy} onClick={() => send('deauthorise', deauthorise)}>
            Remove the app
          </Button>
        </div>
        <p className="meta" role="status" dir="ltr">
          {answered && `Answered ${answered.status} ${answered.body}`}
        </p>
        <Refusal text={refusal} />
      </div>
    </details>
  );
}
