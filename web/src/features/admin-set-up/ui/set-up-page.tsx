import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EntityPage } from '@/features/admin-common/page/entity-page';
import { PageHead } from '@/features/admin-common/page/page-head';
import type { SetUpView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { buttonClass } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { setUpQuery } from '../api/set-up';
import { Step } from './step';
import { useAsking } from './use-asking';
import './set-up.css';

interface SetUpProps {
  id: string;
  /** The account's values that are entered in a step, with what to do once they are saved. */
  values: (keys: readonly string[], onSaved: () => void) => ReactNode;
}

/** How an account is connected, step by step, with what of it is done. */
export function SetUpPage({ id, values }: SetUpProps) {
  const t = useT();
  const guide = useQuery(setUpQuery(id, useLanguage()));
  return (
    <EntityPage query={guide} errorTitle={t('admin-set-up:error')}>
      {(view) => <Guide key={id} view={view} values={values} />}
    </EntityPage>
  );
}

function Guide({ view, values }: { view: SetUpView; values: SetUpProps['values'] }) {
  const t = useT();
  const { account_id: id, steps } = view;
  const ask = useAsking(id, useLanguage(), view);
  const done = steps.filter(({ state }) => state === 'done').length;
  const all = done === steps.length;
  return (
    <div className="adm-in">
      <PageHead
        crumb={
          <>
            <Link to="/admin/accounts">{t('admin:nav.accounts')}</Link>
            <span aria-hidden="true">/</span>
            <Link to="/admin/accounts/$accountId" params={{ accountId: id }}>
              {view.name}
            </Link>
          </>
        }
        title={t('admin-set-up:title', { name: view.name })}
        text={<span role="status">{t('admin-set-up:progress', { done, all: steps.length })}</span>}
        actions={
          <Link className={buttonClass()} to="/admin/accounts/$accountId" params={{ accountId: id }}>
            {t('admin-set-up:properties')}
          </Link>
        }
      />
      <div className="page-banners">
        {view.simulated && <Banner>{t('admin-set-up:simulated')}</Banner>}
        {all && (
          <Banner
            tone="ok"
            action={
              <Link className={buttonClass({ size: 's' })} to="/admin/accounts/$accountId/health" params={{ accountId: id }}>
                {t('admin-set-up:health')}
              </Link>
            }
          >
            <b>{t('admin-set-up:all')}</b> {t('admin-set-up:allText')}
          </Banner>
        )}
      </div>
      <Card>
        <ol className="guide">
          {steps.map((step, at) => (
            <Step key={step.id} id={id} number={at + 1} step={step} values={values} onAsk={ask} />
          ))}
        </ol>
      </Card>
      <p className="page-note">{t('admin-set-up:note')}</p>
    </div>
  );
}
