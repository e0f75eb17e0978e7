import type { AgentView, DayFigures } from '@/shared/api/schema';
import type { ReactNode } from 'react';
import { chordCaps } from '@/shared/actions/chord';
import { IS_MAC } from '@/shared/actions/actions';
import { Rich, useT, type TextKey } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { Kbd } from '@/shared/ui/kbd/kbd';
import './start-page.css';

interface StartPageProps {
  agent: AgentView;
  today: DayFigures;
  services: readonly string[];
  /** Interactions held, none of them open. */
  held: number;
  /** The browser was not asked for notifications yet. */
  askNotifications: (() => void) | undefined;
  onReady: () => void;
  /** What is planned. */
  planned?: ReactNode;
  /** The own day in figures. */
  day?: ReactNode;
}

const SIGN: Record<AgentView['state'], IconName> = {
  ready: 'ok',
  ringing: 'bell',
  busy: 'chat',
  after_call_work: 'pencil',
  not_ready: 'barred',
  break: 'cup',
  logged_out: 'ring',
};

const titleOf = (state: AgentView['state'], held: number): TextKey => {
  if (held > 0) return 'desk:start.choose';
  return state === 'ready' || state === 'ringing' ? 'desk:start.ready' : state === 'break' ? 'desk:start.break' : 'desk:start.notReady';
};

/** Nothing open: what will happen next, what waits, and the own day. */
export function StartPage({ agent, today, services, held, askNotifications, onReady, planned, day }: StartPageProps) {
  const t = useT();
  const ready = agent.availability === 'ready';
  const line = held > 0 ? t('desk:start.chooseText') : ready ? (today.waiting > 0 ? t('desk:start.waitingText', { count: today.waiting }) : t('desk:start.readyText')) : t('desk:start.notReadyText');
  return (
    <main className="start" aria-label={t('desk:start.label')}>
      <div className="start-in">
        <div className={`start-sign start-${agent.state}`} aria-hidden="true">
          <Icon name={SIGN[agent.state]} size="xl" />
        </div>
        <h1>{t(titleOf(agent.state, held), { reason: agent.reason ?? t('desk:state.not_ready') })}</h1>
        <p className="mut">{line}</p>
        {!ready && held === 0 && (
          <p className="start-act">
            <Button variant="primary" icon="tick" onClick={onReady}>
              {t('desk:start.goReady')}
            </Button>
          </p>
        )}
        {planned}
        {askNotifications && (
          <div className="start-notify">
            <Icon name="bell" />
            <p>{t('desk:start.notify')}</p>
            <Button size="s" onClick={askNotifications}>
              {t('desk:start.notifyAsk')}
            </Button>
          </div>
        )}
        <section className="start-day" aria-labelledby="start-day">
          <h2 id="start-day" className="b">
            {t('desk:start.day')}
          </h2>
          <dl className="stats">
            <Stat value={t('desk:start.ofRoom', { held: agent.held, room: agent.room })} label={t('desk:start.held')} />
            <Stat value={String(today.waiting)} label={t('desk:start.waiting')} />
          </dl>
          {day}
          {services.length > 0 && <p className="meta start-services">{t('desk:start.services', { services: services.join(' · ') })}</p>}
        </section>
        <p className="meta start-keys">
          {chordCaps('Ctrl+KeyK', IS_MAC).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}{' '}
          <Rich text={t('desk:start.anything')} /> <span aria-hidden="true">·</span> <Kbd>?</Kbd> {t('desk:start.allKeys')}
        </p>
      </div>
    </main>
  );
}

function Stat({ value, label }: { value: string; label: string }) {
  return (
    <div>
      <dd className="stat num">{value}</dd>
      <dt className="meta">{label}</dt>
    </div>
  );
}
