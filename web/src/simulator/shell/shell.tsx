import { useEffect, type MouseEvent } from 'react';
import { useStore } from '@/shared/lib/store';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { ErrorState } from '@/shared/ui/states/states';
import { ToastRegion } from '@/shared/ui/toast/toast-region';
import { connection } from '../api/live';
import { useOverview } from '../api/queries';
import type { Overview } from '../api/types';
import { CrowdPage } from '../crowd/crowd-page';
import { DashboardPage } from '../dashboard/dashboard-page';
import { FaultsPage } from '../faults/faults-page';
import { PhonePage } from '../phone/phone-page';
import { go, PAGES, usePath, type PagePath } from './address';
import { Clock } from './clock';
import './shell.css';

/** The frame of all pages: the notice, where one can go, the clock. */
export function Shell() {
  const path = usePath();
  const state = useStore(connection, (value) => value);
  const overview = useOverview();
  const title = PAGES.find((page) => page.path === path)?.title ?? '';
  useEffect(() => {
    document.title = `${title} · Parlance Simulator`;
  }, [title]);
  return (
    <div className="sim">
      <div className="simban" role="region" aria-label="Simulator notice">
        <span>
          <Icon name="play" size="s" />
          <b>Simulator</b> Nothing on this page reaches real people or a real platform.
        </span>
      </div>
      <header className="simtop">
        <span className="b">Parlance Simulator</span>
        <nav className="seg" aria-label="Simulator">
          {PAGES.map((page) => (
            <PageLink key={page.path} path={page.path} title={page.title} here={page.path === path} />
          ))}
        </nav>
        <span className="sp" />
        {overview.data && <Clock offset={overview.data.offset_ms} />}
      </header>
      {state === 'lost' && (
        <div className="simlost">
          <Banner tone="warn" role="alert">
            The simulator does not answer. What you see may be old; the page goes on by itself when it is back.
          </Banner>
        </div>
      )}
      {overview.data ? <Page path={path} overview={overview.data} /> : <Beginning failed={overview.isError} onRetry={() => void overview.refetch()} />}
      <ToastRegion />
    </div>
  );
}

function PageLink({ path, title, here }: { path: PagePath; title: string; here: boolean }) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(path);
  };
  return (
    <a href={path} aria-current={here ? 'page' : undefined} onClick={open}>
      {title}
    </a>
  );
}

function Page({ path, overview }: { path: PagePath; overview: Overview }) {
  switch (path) {
    case '/phone':
      return <PhonePage overview={overview} />;
    case '/dashboard':
      return <DashboardPage overview={overview} />;
    case '/crowd':
      return <CrowdPage overview={overview} />;
    case '/faults':
      return <FaultsPage overview={overview} />;
  }
}

function Beginning({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  return (
    <main className="simwait" aria-busy={!failed}>
      <h1 className="vh">Parlance Simulator</h1>
      {failed ? (
        <ErrorState title="The simulator does not answer." text="Start it with parlance simulator or make demo." onRetry={onRetry} />
      ) : (
        <Button variant="quiet" busy>
          Loading
        </Button>
      )}
    </main>
  );
}
