import { SelectField, TextField } from '@/shared/ui/field/field';
import { api } from '../api/client';
import { editApp, editPage, useChange } from '../api/optimistic';
import type { App, Page } from '../api/types';
import { LiveCheckbox } from '../parts/live-checkbox';

/** Rarely changed: how strict the app is, and how its events are sent. */
export function AppSettings({ app, page }: { app: App; page: Page }) {
  const apply = useChange();
  const change = (shown: Partial<App>, setting: object = shown) => apply(editApp(app.id, shown), () => api.patch(`/apps/${app.id}`, setting));
  const restrict = (restricted: boolean) => apply(editPage(page.id, { restricted }), () => api.patch(`/pages/${page.id}`, { restricted }));
  return (
    <details className="card sd-settings">
      <summary className="simpad">
        <span className="b">App settings</span>
        <span className="mut">How strict the app is, and how its events are sent</span>
      </summary>
      <div className="sd-set">
        <LiveCheckbox label="Development mode" hint="Only people with a role on the app are seen" checked={app.mode === 'development'} onApply={(on) => change({ mode: on ? 'development' : 'live' }, { development: on })} />
        <LiveCheckbox label="Require app secret" hint="Calls without appsecret_proof fail" checked={app.require_proof} onApply={(on) => change({ require_proof: on })} />
        <LiveCheckbox label="Human Agent feature" hint="HUMAN_AGENT is allowed for seven days" checked={app.human_agent} onApply={(on) => change({ human_agent: on })} />
        <LiveCheckbox label="Echo before the answer" hint="The echo arrives while the Send call still waits" checked={app.echo === 'before_answer'} onApply={(on) => change({ echo: on ? 'before_answer' : 'after_answer' }, { echo_before_answer: on })} />
        <LiveCheckbox label="Page restricted" hint="Sends are refused with 10/1893063" checked={page.restricted} onApply={(on) => restrict(on)} />
        <LiveCheckbox label="Pack batches" hint="Batched events of one page share an entry" checked={app.batch_pack} onApply={(on) => change({ batch_pack: on })} />
        <TextField
          key={app.batch_max}
          label="Most events in one request"
          type="number"
          min={1}
          max={100}
          defaultValue={app.batch_max}
          onBlur={(event) => {
            const most = Number(event.target.value);
            if (most !== app.batch_max) void change({ batch_max: most });
          }}
        />
        <SelectField label="Escaping of bodies" value={app.escape} onChange={(event) => void change({ escape: event.target.value as App['escape'] })}>
          <option value="current">As today: \u and \/</option>
          <option value="older">As before: also &lt; &gt; % @</option>
          <option value="plain">None: raw UTF-8</option>
        </SelectField>
      </div>
    </details>
  );
}
