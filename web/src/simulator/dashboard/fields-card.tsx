import { useRef } from 'react';
import { Chip } from '@/shared/ui/badge/badge';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { api } from '../api/client';
import { editApp, editPage, useChange } from '../api/optimistic';
import type { App, Overview, Page } from '../api/types';
import { LiveCheckbox } from '../parts/live-checkbox';
import { MAIN_FIELDS, MORE_FIELDS, type FieldInfo } from './fields';

interface FieldsProps {
  overview: Overview;
  app: App;
  page: Page;
}

const toggled = (list: readonly string[], name: string, on: boolean): string[] => (on ? [...new Set([...list, name])] : list.filter((each) => each !== name));

/** Step 5: an event is sent when its field is chosen at the app and for the page. */
export function FieldsCard({ app, page }: FieldsProps) {
  const change = useChange();
  const subscribed = page.subscriptions[app.id];
  const atPage = (fields: string[]) => editPage(page.id, { subscriptions: { ...page.subscriptions, [app.id]: fields.length > 0 ? fields : undefined } });
  const put = (fields: string[]) => api.put(`/pages/${page.id}/subscription`, { app_id: app.id, fields });
  const subscribe = (fields: string[]) => change(atPage(fields), () => put(fields));
  const choose = useInTurn({ app: app.fields, page: subscribed }, async (before, name: string, on: boolean) => {
    const fields = toggled(before.app, name, on);
    const forPage = before.page && toggled(before.page, name, on);
    const done = await change(editApp(app.id, { fields }), () => api.put(`/apps/${app.id}/fields`, { fields }));
    // The last field taken away from a subscribed page leaves it subscribed: only the button removes the app.
    if (done && forPage && forPage.length > 0) await subscribe(forPage);
    return done ? { app: fields, page: forPage } : before;
  });
  const row = (field: FieldInfo) => <FieldRow key={field.name} field={field} app={app} subscribed={subscribed} onChoose={(on) => choose(field.name, on)} />;
  const wanted = app.fields.length > 0 ? app.fields : MAIN_FIELDS.map((field) => field.name);
  return (
    <section className="card simpad" id="card-fields" aria-labelledby="fields-title">
      <div className="simh">
        <div>
          <h2 id="fields-title">Fields of the page {page.name}</h2>
          <p className="mut">Only chosen events are sent.</p>
        </div>
        {subscribed && (
          <Button size="s" variant="quiet" onClick={() => void subscribe([])}>
            Unsubscribe page
          </Button>
        )}
      </div>
      {!subscribed && (
        <Banner
          tone="warn"
          action={
            <Button size="s" onClick={() => void subscribe(wanted)}>
              Subscribe page
            </Button>
          }
        >
          {page.disabled[app.id] === undefined
            ? 'The app is not subscribed to this page: nothing is sent.'
            : 'Webhooks Disabled: the callback failed for an hour, so the app was unsubscribed.'}
        </Banner>
      )}
      <ul className="fl">{MAIN_FIELDS.map(row)}</ul>
      <details className="fl-more">
        <summary>More fields</summary>
        <ul className="fl">{MORE_FIELDS.map(row)}</ul>
      </details>
    </section>
  );
}

interface Chosen {
  app: string[];
  page: string[] | undefined;
}

/** Quick clicks one after the other: each change begins with what the one before it made. */
const useInTurn = (shown: Chosen, act: (before: Chosen, name: string, on: boolean) => Promise<Chosen>) => {
  const line = useRef<{ waiting: number; last: Promise<Chosen> }>({ waiting: 0, last: Promise.resolve(shown) });
  return (name: string, on: boolean): Promise<Chosen> => {
    const { current } = line;
    const before = current.waiting === 0 ? Promise.resolve(shown) : current.last;
    current.waiting += 1;
    current.last = before
      .then((chosen) => act(chosen, name, on))
      .finally(() => {
        current.waiting -= 1;
      });
    return current.last;
  };
};

interface FieldRowProps {
  field: FieldInfo;
  app: App;
  subscribed: readonly string[] | undefined;
  onChoose: (on: boolean) => Promise<unknown>;
}

function FieldRow({ field, app, subscribed, onChoose }: FieldRowProps) {
  const atApp = app.fields.includes(field.name);
  const atPage = subscribed?.includes(field.name) ?? false;
  const chosen = atApp && (atPage || !subscribed);
  return (
    <li>
      <LiveCheckbox label={<span className="m">{field.name}</span>} hint={field.words} checked={chosen} onApply={(on) => onChoose(on)} />
      {atPage && !atApp && (
        <Chip tone="warn" icon="alert">
          Parlance asks for it
        </Chip>
      )}
      {atApp && subscribed && !atPage && (
        <Chip tone="warn" icon="alert">
          Not for this page
        </Chip>
      )}
    </li>
  );
}
