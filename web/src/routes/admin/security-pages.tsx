import { ApiKeysPage } from '@/features/admin-security/ui/api-keys-page';
import { AuditPage } from '@/features/admin-security/ui/audit-page';
import { PrivacyRequestsPage } from '@/features/admin-security/ui/privacy-requests-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';

/** `/admin/api-keys` */
export function ApiKeysRoute() {
  return (
    <WithRight right="manage_security">
      <ApiKeysPage />
    </WithRight>
  );
}

/** `/admin/audit` */
export function AuditRoute() {
  return (
    <WithRight right="manage_security">
      <AuditPage />
    </WithRight>
  );
}

/** `/admin/privacy-requests` */
export function PrivacyRequestsRoute() {
  return (
    <WithRight right="manage_security">
      <PrivacyRequestsPage />
    </WithRight>
  );
}
