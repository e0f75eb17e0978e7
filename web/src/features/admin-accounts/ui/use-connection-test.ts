import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { same } from '@/features/admin-common/form/changes';
import type { ChannelView, ConnectionReport } from '@/shared/api/schema';
import { subscribeAccount } from '../api/subscribe-account';
import { testAccount, testNewAccount } from '../api/test-account';
import { toNewAccount, toTest } from '../model/draft';
import type { AccountForm } from './channel-field';
import type { TestState } from './test-section';

interface Done {
  report: ConnectionReport | undefined;
  failure: unknown;
  /** The draft that was tested: other values since make the report old. */
  of: object;
}

/** Runs *Test Connection* and *Subscribe* for a form, with values that are not applied yet. */
export const useConnectionTest = (form: AccountForm, channel: ChannelView) => {
  const queries = useQueryClient();
  const [running, setRunning] = useState<TestState['running']>();
  const [done, setDone] = useState<Done>();

  const run = async (kind: 'test' | 'subscribe', ask: () => Promise<ConnectionReport>) => {
    if (running) return;
    setRunning(kind);
    const of = form.draft;
    try {
      setDone({ report: await ask(), failure: undefined, of });
    } catch (failure) {
      setDone({ report: undefined, failure, of });
    } finally {
      setRunning(undefined);
      // A test may change what is known of the token.
      if (form.applied) void queries.invalidateQueries({ queryKey: accountQuery(form.applied.id).queryKey, exact: true });
    }
  };

  const { applied, draft, changed } = form;
  const state: TestState = { running, report: done?.report, failure: done?.failure, outdated: done !== undefined && !same(done.of, draft) };
  return {
    state,
    test: () => void run('test', () => (applied ? testAccount(applied.id, toTest(draft, changed, channel)) : testNewAccount(toNewAccount(draft, channel)))),
    subscribe: () => void (applied && run('subscribe', () => subscribeAccount(applied.id))),
  };
};
