import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { HealthProblem, ProblemFix } from '@/shared/api/schema';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { fixProblem } from '../api/health';
import { useAsk } from './use-fix';

const WORDS: Record<ProblemFix, TextKey> = {
  subscribe: 'admin-health:fix.subscribe',
  enter_token: 'admin-health:fix.token',
  enter_secret: 'admin-health:fix.secret',
  correct_account: 'admin-health:fix.account',
  set_up_webhook: 'admin-health:fix.webhook',
  open_platform: 'admin-health:fix.platform',
  replay_parked: 'admin-health:fix.replay',
  show_chats: 'admin-health:fix.chats',
  check_again: 'admin-health:fix.again',
};

/** Where in the account's form a fix leads. */
const FIELD: Partial<Record<ProblemFix, string>> = { enter_token: 'token', enter_secret: 'app_secret' };

interface ProblemFixProps {
  accountId: string;
  problem: HealthProblem;
  /** The main action of its region. */
  main?: boolean;
}

/** The way to the chats of an account whose answers wait or could not be sent. */
export function ShowChats({ accountId, main = false, children }: { accountId: string; main?: boolean; children: ReactNode }) {
  return (
    <Link className={buttonClass({ variant: main ? 'primary' : 'default', size: main ? 'l' : 's' })} to="/desktop/records" search={{ account: accountId, unsent: true }}>
      {children}
    </Link>
  );
}

/** The one thing to do about a problem: done at once where Parlance can, else the way to where a person does it. */
export function ProblemFixButton({ accountId, problem, main = false }: ProblemFixProps) {
  const t = useT();
  const { busy, ask } = useAsk();
  const { fix } = problem;
  const look = { variant: main ? 'primary' : 'default', size: main ? 'l' : 's' } as const;
  const word = t(WORDS[fix]);
  if (fix === 'subscribe' || fix === 'check_again') {
    const go = async () => {
      const health = await ask(() => fixProblem(problem.id));
      if (!health) return;
      const left = health.problems.some(({ kind }) => kind === problem.kind);
      toast(t(left ? 'admin-health:fix.still' : 'admin-health:fix.done'), { icon: left ? 'alert' : 'tick' });
    };
    return (
      <Button {...look} busy={busy} onClick={() => void go()}>
        {word}
      </Button>
    );
  }
  const className = buttonClass(look);
  if (fix === 'replay_parked')
    return (
      <Link className={className} to="/admin/accounts/$accountId/parked" params={{ accountId }}>
        {word}
      </Link>
    );
  if (fix === 'show_chats')
    return (
      <ShowChats accountId={accountId} main={main}>
        {word}
      </ShowChats>
    );
  if (fix === 'open_platform' && problem.url)
    return (
      <a className={className} href={problem.url} target="_blank" rel="noreferrer">
        {t('admin-health:fix.atPlatform')}
      </a>
    );
  return (
    <Link className={className} to="/admin/accounts/$accountId" params={{ accountId }} search={{ focus: FIELD[fix] }}>
      {word}
    </Link>
  );
}
