import { useNavigate, useSearch } from '@tanstack/react-router';
import { RecordSearch } from '@/features/records/ui/record-search';
import { can } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';

/** Search over records. */
export function RecordsPage() {
  const filters = useSearch({ from: '/signed-in/desktop/records' });
  const navigate = useNavigate();
  const services = useDesk((state) => state.services);
  const channels = useDesk((state) => state.channels);
  const seesColleagues = useDesk((state) => can(state.me, 'supervise'));
  return (
    <div className="col col-main">
      <RecordSearch filters={filters} services={services} channels={channels} seesColleagues={seesColleagues} onFilters={(search) => void navigate({ to: '/desktop/records', search, replace: true })} />
    </div>
  );
}
