import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { TextField } from '@/shared/ui/field/field';
import { useAction } from '../api/act';
import { api } from '../api/client';

interface CreateProps {
  onMade: (id: string) => void;
  /** Given when there is something to go back to. */
  onCancel: (() => void) | undefined;
}

/** Step 1. */
export function CreateApp({ onMade, onCancel }: CreateProps) {
  const [name, setName] = useState('');
  const { busy, refusal, run } = useAction();
  const make = () => run(async () => onMade((await api.post<{ id: string }>('/apps', { name })).id));
  return (
    <CreateCard title="Create an app" text="An app receives the events of pages and answers for them. It has an id and a secret." busy={busy} onSubmit={() => void make()} onCancel={onCancel}>
      <TextField label="App name" value={name} error={refusal} maxLength={75} onChange={(event) => setName(event.target.value)} />
    </CreateCard>
  );
}

/** Step 2. */
export function CreatePage({ onMade, onCancel }: CreateProps) {
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const { busy, refusal, run } = useAction();
  const make = () => run(async () => onMade((await api.post<{ id: string }>('/pages', { name, username: username || null })).id));
  return (
    <CreateCard title="Create a page" text="Customers write to a page. Its username stands in its link, m.me/username." busy={busy} onSubmit={() => void make()} onCancel={onCancel}>
      <TextField label="Page name" value={name} error={refusal} maxLength={75} onChange={(event) => setName(event.target.value)} />
      <TextField label="Username" optional="optional" hint="5 to 50 letters, digits or full stops." dir="ltr" value={username} onChange={(event) => setUsername(event.target.value)} />
    </CreateCard>
  );
}

interface CreateCardProps {
  title: string;
  text: string;
  busy: boolean;
  onSubmit: () => void;
  onCancel: (() => void) | undefined;
  children: React.ReactNode;
}

function CreateCard({ title, text, busy, onSubmit, onCancel, children }: CreateCardProps) {
  return (
    <Card className="simpad sd-create">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="simh">
          <div>
            <h2>{title}</h2>
            <p className="mut">{text}</p>
          </div>
        </div>
        {children}
        <div className="simrow">
          <Button type="submit" variant="primary" busy={busy}>
            {title}
          </Button>
          {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        </div>
      </form>
    </Card>
  );
}
