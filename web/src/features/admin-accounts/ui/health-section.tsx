import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { FormSection } from '@/features/admin-common/form/form-section';
import { Ago } from '@/features/admin-common/parts/ago';
import type { AccountView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortDay, timeOfDay } from '@/shared/lib/times';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { TokenWords } from './account-state';
import './accounts.css';

interface FactProps {
  label: string;
  icon: IconName;
  tone?: string;
  children: ReactNode;
  /** A second line. */
  detail?: ReactNode;
}

function Fact({ label, icon, tone = 'dim', children, detail }: FactProps) {
  return (
    <div className="fact">
      <dt>
        <Icon name={icon} className={tone} />
        {label}
      </dt>
      <dd>
        {children}
        {detail && <span className="fact-detail">{detail}</span>}
      </dd>
    </div>
  );
}

/** What came and went through an account lately. */
export function HealthSection({ account }: { account: AccountView }) {
  const t = useT();
  const language = useLanguage();
  const { health } = account;
  const never = <span className="dim">{t('admin-accounts:health.never')}</span>;
  return (
    <FormSection title={t('admin-accounts:health.title')} text={t('admin-accounts:health.text')}>
      <dl className="facts">
        <Fact label={t('admin-accounts:health.verified')} icon={health.verified_at ? 'ok' : 'plug'} tone={health.verified_at ? 't-ok' : 't-warn'}>
          {health.verified_at
            ? t('admin-accounts:health.verifiedAt', { day: shortDay(health.verified_at, language), time: timeOfDay(health.verified_at, language) })
            : t('admin-accounts:health.notVerified')}
        </Fact>
        <Fact
          label={t('admin-accounts:health.lastEvent')}
          icon={health.last_event_signed === false ? 'alert' : 'chat'}
          tone={health.last_event_signed === false ? 't-warn' : 'dim'}
          detail={
            health.last_event_at
              ? health.last_event_signed === false
                ? t('admin-accounts:health.unsigned')
                : t('admin-accounts:health.signed')
              : undefined
          }
        >
          {health.last_event_at ? <Ago at={health.last_event_at} /> : never}
        </Fact>
        <Fact label={t('admin-accounts:health.lastSent')} icon="reply">
          {health.last_sent_at ? <Ago at={health.last_sent_at} /> : never}
        </Fact>
        <Fact label={t('admin-accounts:health.token')} icon="key" tone={account.token_state === 'dead' ? 't-danger' : 'dim'}>
          <TokenWords state={account.token_state} />
        </Fact>
        {health.last_error && (
          <Fact label={t('admin-accounts:health.lastError')} icon="alert" tone="t-danger" detail={<Ago at={health.last_error_at} />}>
            {health.last_error}
          </Fact>
        )}
        <Fact
          label={t('admin-accounts:health.refused')}
          icon="shield"
          tone={health.refused > 0 ? 't-warn' : 'dim'}
          detail={
            health.last_refusal && (
              <>
                {health.last_refusal} <Ago at={health.last_refusal_at} />
              </>
            )
          }
        >
          <span className="num">{t('admin-accounts:health.refusedCount', { count: health.refused })}</span>
        </Fact>
        <Fact label={t('admin-accounts:health.parked')} icon="inbox" tone={health.parked > 0 ? 't-warn' : 'dim'}>
          {health.parked > 0 ? (
            <Link to="/admin/accounts/$accountId/parked" params={{ accountId: account.id }}>
              {t('admin-accounts:health.parkedCount', { count: health.parked })}
            </Link>
          ) : (
            <span className="mut">{t('admin-accounts:health.parkedCount', { count: 0 })}</span>
          )}
        </Fact>
        <Fact label={t('admin-accounts:health.unknown')} icon="unsure" tone={(health.unknown ?? 0) > 0 ? 't-warn' : 'dim'}>
          {(health.unknown ?? 0) > 0 ? (
            <Link to="/admin/accounts/$accountId/parked" params={{ accountId: account.id }}>
              {t('admin-accounts:health.unknownCount', { count: health.unknown ?? 0 })}
            </Link>
          ) : (
            <span className="mut">{t('admin-accounts:health.unknownCount', { count: 0 })}</span>
          )}
        </Fact>
      </dl>
    </FormSection>
  );
}
