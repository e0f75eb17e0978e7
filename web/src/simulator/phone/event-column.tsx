import { timeWithSeconds } from '@/shared/lib/times';
import { useLog } from '../api/queries';
import type { LogLine } from '../api/types';

/** What happened in this chat: events to the apps, sends of the apps. */
export function EventColumn({ psid }: { psid: string | undefined }) {
  const lines = useLog(psid, psid !== undefined).data;
  return (
    <aside className="log" aria-label="Events" tabIndex={0}>
      <div className="logh">
        <h2>Events</h2>
        <span className="meta">newest first</span>
      </div>
      {lines?.length === 0 && <p className="log-empty meta">Nothing yet. Write something on the phone.</p>}
      <ol>
        {lines?.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </aside>
  );
}

const what = (line: LogLine): string => (line.topic === 'send' && line.kind !== 'send' && line.app ? `from ${line.app}` : line.what);

const answer = (line: LogLine): string => {
  if (line.topic === 'send' && line.ok && line.answer.startsWith('m_')) return `${line.answer.slice(0, 5)}…`;
  return line.took_ms === null ? line.answer : `${line.answer} in ${line.took_ms} ms`;
};

function Line({ line }: { line: LogLine }) {
  const long = !line.ok && line.answer.length > 16;
  return (
    <li>
      <time className="num" dateTime={new Date(line.at_ms).toISOString()}>
        {timeWithSeconds(line.at_ms, 'en')}
      </time>
      <div>
        <span className={line.topic === 'send' ? 'm t-acc' : 'm'}>{line.kind}</span>
        <span className="meta trunc" dir="auto" title={line.what}>
          {what(line)}
        </span>
        {long && <span className={line.answer.startsWith('not sent') ? 'meta t-warn' : 'meta t-danger'}>{answer(line)}</span>}
      </div>
      {!long && (
        <span className={line.ok ? 'meta num' : 'meta num t-danger'} title={line.answer}>
          {answer(line)}
        </span>
      )}
    </li>
  );
}
