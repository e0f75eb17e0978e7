import { PageHead } from '@/features/admin-common/page/page-head';
import { SecondFactorSection } from '@/features/second-factor/ui/second-factor-section';
import { PasswordForm } from '@/features/settings/ui/password-form';
import { Sessions } from '@/features/settings/ui/sessions';
import { useMe } from '@/shared/api/me';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import '@/features/settings/ui/settings.css';

/** What belongs to the account alone; looks and language are in the menu. */
export function OwnAccountPage() {
  const t = useT();
  const me = useMe();
  return (
    <div className="adm-in">
      <PageHead title={t('admin:me.account')} text={`${me.name} · ${me.username}`} />
      <Card>
        <PasswordForm />
        <SecondFactorSection username={me.username} />
        <Sessions />
      </Card>
    </div>
  );
}
