import type { ReactNode } from 'react';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import type { App, Overview, Page, Token } from '../api/types';
import { go } from '../shell/address';
import { MAIN_FIELDS } from './fields';

interface Step {
  id: string;
  title: string;
  words: string;
  done: boolean;
  open: () => void;
}

interface StepsProps {
  overview: Overview;
  app: App | undefined;
  page: Page | undefined;
  onNew: (what: 'app' | 'page') => void;
  children: ReactNode;
}

/** The newest token of an app for a page. */
export const newestToken = (page: Page | undefined, app: App | undefined): Token | undefined =>
  page?.tokens.findLast((token) => token.app_id === app?.id);

const tokenWords = (token: Token | undefined, now: number): string => {
  if (!token) return 'Not made yet';
  if (token.state !== 'valid') return token.state === 'expired' ? 'Expired' : 'Withdrawn';
  const expiry = token.expires_ms === null ? 'no expiry' : `until ${shortMoment(token.expires_ms, now, 'en')}`;
  return `Made ${shortMoment(token.issued_ms, now, 'en')}, ${expiry}`;
};

/** Goes to a card of the page; nowhere when there is none of that name. */
export const showCard = (id: string): void => {
  const card = document.getElementById(id);
  card?.scrollIntoView({ block: 'start' });
  card?.querySelector<HTMLElement>('input, button')?.focus();
};

const show = (id: string) => () => showCard(id);

const stepsOf = ({ overview, app, page, onNew }: Omit<StepsProps, 'children'>, now: number): Step[] => {
  const token = newestToken(page, app);
  const chosen = MAIN_FIELDS.filter((field) => app?.fields.includes(field.name) && page?.subscriptions[app.id]?.includes(field.name)).length;
  const wrote = overview.people.some((person) => person.chats.some((chat) => chat.messages > 0));
  return [
    { id: 'app', title: 'Create an app', words: app?.name ?? 'Not made yet', done: app !== undefined, open: () => onNew('app') },
    { id: 'page', title: 'Create a page', words: page ? `${page.name}, ${page.id}` : 'Not made yet', done: page !== undefined, open: () => onNew('page') },
    { id: 'token', title: 'Make a page token', words: tokenWords(token, now), done: token?.state === 'valid', open: show('card-token') },
    { id: 'callback', title: 'Add the callback', words: app?.webhook ? 'Verified' : 'Not verified yet', done: Boolean(app?.webhook), open: show('card-webhook') },
    { id: 'fields', title: 'Choose the fields', words: `${chosen} of ${MAIN_FIELDS.length} chosen`, done: chosen === MAIN_FIELDS.length, open: show('card-fields') },
    { id: 'write', title: 'Write as a customer', words: 'Open the phone', done: wrote, open: () => go('/phone') },
  ];
};

/** The six steps with their state; a click leads to each. */
export function Steps({ children, ...rest }: StepsProps) {
  const now = useNow();
  const steps = stepsOf(rest, now);
  const current = steps.find((step) => !step.done)?.id;
  return (
    <aside className="steps" aria-label="Steps">
      <h1>Set-up</h1>
      <ol>
        {steps.map((step, at) => (
          <li key={step.id}>
            <button type="button" className={step.id === current ? 'step step-now' : 'step'} aria-current={step.id === current ? 'step' : undefined} onClick={step.open}>
              <Icon
                name={step.done ? 'ok' : step.id === current ? 'dot' : 'ring'}
                label={step.done ? 'Done' : step.id === current ? 'Next' : 'Open'}
                className={step.done ? 't-ok' : step.id === current ? 't-acc' : 'dim'}
              />
              <span>
                <span className="m">
                  {at + 1}. {step.title}
                </span>
                <span className="meta">{step.words}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {children}
      {rest.app && rest.page && (
        <div className="simrow">
          <Button size="s" icon="plus" onClick={() => rest.onNew('app')}>
            Another app
          </Button>
          <Button size="s" icon="plus" onClick={() => rest.onNew('page')}>
            Another page
          </Button>
        </div>
      )}
      <p className="meta">These are the steps an administrator does at the platform. Here they can be tried without an account.</p>
    </aside>
  );
}
