import { useEffect } from 'react';
import { Banner } from '@/shared/ui/banner/banner';
import { SelectField } from '@/shared/ui/field/field';
import type { App, Overview, Page } from '../api/types';
import { useParam } from '../shell/address';
import { AppSettings } from './app-settings';
import { CreateApp, CreatePage } from './create-forms';
import { Credentials } from './credentials';
import { Deliveries } from './deliveries';
import { FieldsCard } from './fields-card';
import { InstagramCard } from './instagram-card';
import { PersonCard } from './person-card';
import { showCard, Steps } from './steps';
import { TemplatesCard } from './templates-card';
import { TokenCard } from './token-card';
import { WebhookCard } from './webhook-card';
import './dashboard.css';

/** The platform's side of the set-up: app, page, token, callback, fields. */
export function DashboardPage({ overview: all }: { overview: Overview }) {
  // An Instagram account is worked on with the page it is connected to.
  const overview = { ...all, pages: all.pages.filter((each) => each.instagram_of === null) };
  const [appParam, setApp] = useParam('app');
  const [pageParam, setPage] = useParam('page');
  const [making, setMaking] = useParam('new');
  const page = overview.pages.find((each) => each.id === pageParam) ?? overview.pages[0];
  const app = overview.apps.find((each) => each.id === appParam) ?? (pageParam ? appOf(overview, page) : overview.apps[0]);
  const done = (choose: (id: string) => void) => (id: string) => {
    setMaking(undefined);
    choose(id);
  };
  return (
    <main className="sd">
      <Steps overview={overview} app={app} page={page} onNew={setMaking}>
        <Choice overview={overview} app={app} page={page} onApp={setApp} onPage={setPage} />
      </Steps>
      <div className="sdm">
        {!app || making === 'app' ? (
          <CreateApp onMade={done(setApp)} onCancel={app && (() => setMaking(undefined))} />
        ) : !page || making === 'page' ? (
          <CreatePage onMade={done(setPage)} onCancel={page && (() => setMaking(undefined))} />
        ) : (
          <Cards overview={overview} app={app} page={page} instagram={all.pages.find((each) => each.instagram_of === page.id)} />
        )}
      </div>
    </main>
  );
}

/** An address that names a page alone means the app that serves it, else the newest one. */
const appOf = (overview: Overview, page: Page | undefined): App | undefined =>
  overview.apps.find((each) => each.id === page?.tokens.at(-1)?.app_id) ?? overview.apps.at(-1);

function Cards({ overview, app, page, instagram }: { overview: Overview; app: App; page: Page; instagram: Page | undefined }) {
  // An address may lead to one card.
  useEffect(() => showCard(window.location.hash.slice(1)), []);
  return (
    <>
      {app.alert && (
        <div className="sd-alert">
          <Banner tone="warn">{app.alert}</Banner>
        </div>
      )}
      <WebhookCard key={app.id} app={app} page={page} />
      <div className="sd-cols">
        <div className="sd-col">
          <FieldsCard overview={overview} app={app} page={page} />
          <Credentials key={app.id} app={app} page={page} graphUrl={overview.graph_url} />
          <AppSettings app={app} page={page} />
          <PersonCard key={`person ${app.id} ${app.webhook?.callback_url ?? ''}`} app={app} />
        </div>
        <div className="sd-col">
          <TokenCard key={`${app.id} ${page.id}`} app={app} page={page} />
          <InstagramCard key={page.id} page={page} instagram={instagram} />
          <TemplatesCard key={`templates ${page.id}`} page={page} />
          <Deliveries app={app} waiting={overview.events_waiting} />
        </div>
      </div>
    </>
  );
}

interface ChoiceProps {
  overview: Overview;
  app: App | undefined;
  page: Page | undefined;
  onApp: (id: string) => void;
  onPage: (id: string) => void;
}

/** Which app and page are worked on, once there are several. */
function Choice({ overview, app, page, onApp, onPage }: ChoiceProps) {
  if (overview.apps.length < 2 && overview.pages.length < 2) return null;
  return (
    <div className="sd-choice">
      {overview.apps.length > 1 && (
        <SelectField label="App" value={app?.id} onChange={(event) => onApp(event.target.value)}>
          {overview.apps.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </SelectField>
      )}
      {overview.pages.length > 1 && (
        <SelectField label="Page" value={page?.id} onChange={(event) => onPage(event.target.value)}>
          {overview.pages.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
