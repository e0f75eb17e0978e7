import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Privacy } from '@/features/privacy/ui/privacy';
import { Record } from '@/features/records/ui/record';
import { can, useMe } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';

/** One record. */
export function RecordPage() {
  const t = useT();
  const { recordId } = useParams({ from: '/signed-in/desktop/records/$recordId' });
  const filters = useSearch({ from: '/signed-in/desktop/records/$recordId' });
  const channels = useDesk((state) => state.channels);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayErase = can(useMe(), 'manage_security');
  const leave = () => {
    void queries.invalidateQueries({ queryKey: ['records'] });
    void navigate({ to: '/desktop/records', search: filters });
  };
  return (
    <div className="col col-main">
      <Record
        key={recordId}
        id={recordId}
        filters={filters}
        channels={channels}
        privacy={mayErase ? (contact) => <Privacy contact={contact} onErased={leave} /> : undefined}
        back={
          <Link to="/desktop/records" search={filters} className={buttonClass({ variant: 'quiet' }, 'btn-icon')} aria-label={t('desk:record.back')}>
            <Icon name="chevron-start" flip />
          </Link>
        }
      />
    </div>
  );
}
