import { useEffect, useState } from 'react';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { Checkbox } from '@/shared/ui/field/check';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { EmptyState } from '@/shared/ui/states/states';
import { attempt, useAction } from '../api/act';
import { api } from '../api/client';
import { useCrowds } from '../api/queries';
import type { Crowd, CrowdOrder, Overview } from '../api/types';
import { Refusal } from '../parts/refusal';
import { go } from '../shell/address';
import './crowd.css';

/** Scripted customers: order a crowd, watch it, send it home. */
export function CrowdPage({ overview }: { overview: Overview }) {
  const crowds = useCrowds();
  const running = crowds.data?.some((crowd) => crowd.state === 'running') ?? false;
  const { refetch } = crowds;
  useEffect(() => {
    if (!running) return;
    // Deliveries and time pass without news of their own.
    const timer = setInterval(() => void refetch(), 1000);
    return () => clearInterval(timer);
  }, [running, refetch]);
  return (
    <main className="cw">
      <div className="cw-in">
        <div className="simh">
          <div>
            <h1>Crowd</h1>
            <p className="mut">Scripted customers write believable dialogues in eight languages, and listen to what is answered.</p>
          </div>
        </div>
        {overview.pages.length === 0 ? (
          <EmptyState icon="people" title="There is no page to write to yet." action={<Button onClick={() => go('/dashboard')}>Open the app dashboard</Button>} />
        ) : (
          <OrderForm overview={overview} />
        )}
        <section aria-label="Crowds" className="cw-list">
          {crowds.data?.map((crowd) => (
            <CrowdCard key={crowd.id} crowd={crowd} />
          ))}
        </section>
      </div>
    </main>
  );
}

function OrderForm({ overview }: { overview: Overview }) {
  const [order, setOrder] = useState<CrowdOrder>({ page_id: overview.pages[0]?.id ?? null, customers: 20, rate: 2, messages: 4, seed: 1, wait_for_answer: true });
  const { busy, refusal, run } = useAction();
  const set = (part: Partial<CrowdOrder>) => setOrder({ ...order, ...part });
  return (
    <Card className="simpad">
      <form
        className="cw-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => api.post('/crowds', order));
        }}
      >
        {overview.pages.length > 1 && (
          <SelectField label="Page" value={order.page_id ?? ''} onChange={(event) => set({ page_id: event.target.value })}>
            {overview.pages.map((page) => (
              <option key={page.id} value={page.id}>
                {page.name}
              </option>
            ))}
          </SelectField>
        )}
        <Amount label="Customers" value={order.customers} max={5000} onChange={(customers) => set({ customers })} />
        <Amount label="Messages per second" value={order.rate} max={2000} step="any" onChange={(rate) => set({ rate })} />
        <Amount label="Messages per customer" value={order.messages} max={500} onChange={(messages) => set({ messages })} />
        <Amount label="Seed" value={order.seed} onChange={(seed) => set({ seed })} />
        <div className="cw-wide">
          <Checkbox label="Wait for answers" hint="Each customer writes on only when somebody answered" checked={order.wait_for_answer} onChange={(event) => set({ wait_for_answer: event.target.checked })} />
        </div>
        <div className="cw-wide simrow">
          <Button type="submit" variant="primary" busy={busy}>
            Let them in
          </Button>
          <Refusal text={refusal} />
          <span className="meta num">{(order.customers * order.messages).toLocaleString('en')} messages altogether</span>
        </div>
      </form>
    </Card>
  );
}

interface AmountProps {
  label: string;
  value: number;
  max?: number;
  step?: string;
  onChange: (value: number) => void;
}

function Amount({ label, value, max, step = '1', onChange }: AmountProps) {
  return <TextField label={label} type="number" className="num" min={0} max={max} step={step} value={value} onChange={(event) => onChange(event.target.valueAsNumber || 0)} />;
}

const STATES = {
  running: { word: 'Writing', tone: 'accent', icon: 'play' },
  done: { word: 'Done', tone: 'ok', icon: 'tick' },
  stopped: { word: 'Sent home', tone: 'neutral', icon: 'close' },
} as const;

function CrowdCard({ crowd }: { crowd: Crowd }) {
  const state = STATES[crowd.state];
  const { params } = crowd;
  return (
    <Card className="simpad cw-card">
      <div className="simh">
        <div>
          <h2>
            {params.customers} customers, {params.rate} messages per second
          </h2>
          <p className="mut">
            {params.messages} messages each, {params.wait_for_answer ? 'waiting for answers' : 'without waiting'}, seed {params.seed}
          </p>
        </div>
        <Chip tone={state.tone} icon={state.icon} size="l">
          {state.word}
        </Chip>
      </div>
      <progress className="cw-bar" max={crowd.planned} value={crowd.sent} aria-label="Messages written" />
      <dl className="cw-figures num">
        <Figure name="Written" value={`${crowd.sent} of ${crowd.planned}`} />
        <Figure name="Delivered" value={crowd.delivered} />
        <Figure name="Answers" value={crowd.answers} />
        <Figure name="Waiting" value={crowd.waiting} />
        <Figure name="Finished" value={crowd.finished} />
        <Figure name="Gave up" value={crowd.gave_up} />
        <Figure name="Time" value={`${crowd.seconds.toFixed(1)} s`} />
      </dl>
      {crowd.state === 'running' && (
        <div>
          <Button size="s" variant="danger" onClick={() => void attempt(() => api.delete(`/crowds/${crowd.id}`))}>
            Send them home
          </Button>
        </div>
      )}
    </Card>
  );
}

function Figure({ name, value }: { name: string; value: string | number }) {
  return (
    <div>
      <dt className="meta">{name}</dt>
      <dd className="m">{value}</dd>
    </div>
  );
}
