import { SecondFactorSection } from '@/features/second-factor/ui/second-factor-section';
import { play } from '@/features/attention/model/sounds';
import { PublicName } from '@/features/settings/ui/public-name';
import { Settings } from '@/features/settings/ui/settings';
import { can } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';
import { useShell } from './desk-shell';

/** A person's own settings. */
export function SettingsPage() {
  const shell = useShell();
  const me = useDesk((state) => state.me);
  return (
    <div className="col col-main">
      <Settings name={me.name} username={me.username} tenant={me.tenant_name} onTrySound={(name) => play(name, true)} onSignOut={shell.logOut} identity={can(me, 'handle_interactions') && <PublicName />}>
        <SecondFactorSection username={me.username} />
      </Settings>
    </div>
  );
}
