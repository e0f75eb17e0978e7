import { timeWithSeconds } from '@/shared/lib/times';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { toast } from '@/shared/ui/toast/toasts';
import { attempt } from '../api/act';
import { api } from '../api/client';
import { useLog } from '../api/queries';
import type { App, LogLine } from '../api/types';
import '@/shared/ui/table/table.css';

const SHOWN = 12;

/** What was sent to the callback and what the app called, newest first. */
export function Deliveries({ app, waiting }: { app: App; waiting: number }) {
  const lines = useLog(undefined).data?.filter((line) => line.topic === 'delivery' || line.topic === 'send' || (line.topic === 'notice' && line.kind === 'verification'));
  const test = () =>
    attempt(async () => {
      const { answer } = await api.post<{ answer: string }>(`/apps/${app.id}/test-event`, { field: 'messages' });
      toast(`The receiver answered: ${answer}`, { icon: answer === '200' ? 'tick' : 'alert' });
    });
  return (
    <section className="card" aria-labelledby="deliveries-title">
      <div className="simh sd-delh">
        <h2 id="deliveries-title">Last deliveries</h2>
        <div className="simrow">
          {waiting > 0 && (
            <>
              <span className="meta num">{waiting === 1 ? '1 event waits' : `${waiting} events wait`}</span>
              <Button size="s" variant="quiet" onClick={() => void attempt(() => api.post('/webhooks/retry'))}>
                Try now
              </Button>
            </>
          )}
          <Button size="s" variant="quiet" offReason={app.webhook ? undefined : 'Verify and save a callback first'} onClick={() => void test()}>
            Send a test event
          </Button>
        </div>
      </div>
      <div className="tbl-wrap" role="region" aria-label="Table of the last deliveries" tabIndex={0}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Event</th>
              <th scope="col">What</th>
              <th scope="col">Answer</th>
              <th scope="col" className="n">
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {lines?.slice(0, SHOWN).map((line) => (
              <Row key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {lines?.length === 0 && <p className="sd-nothing meta">Nothing was sent yet.</p>}
    </section>
  );
}

const took = (ms: number | null): string => (ms === null ? '–' : ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms} ms`);

function Row({ line }: { line: LogLine }) {
  const own = line.topic === 'send';
  const verification = line.topic === 'notice' ? (line.ok ? 'verified' : 'not verified') : undefined;
  const answer = verification ?? (own && line.ok ? '200' : line.answer);
  return (
    <tr>
      <td className="num">{timeWithSeconds(line.at_ms, 'en')}</td>
      <td className="m">{line.kind}</td>
      <td className="mut sd-what" title={line.what}>
        {own && line.ok ? `from ${line.app ?? 'an app'}` : line.what}
      </td>
      <td>
        <span className={`cell ${line.ok ? 't-ok' : 't-danger'}`} title={line.answer}>
          <Icon name={line.ok ? 'ok' : 'alert'} />
          <span className="sd-answer">{answer}</span>
        </span>
      </td>
      <td className="n">{took(line.took_ms)}</td>
    </tr>
  );
}
