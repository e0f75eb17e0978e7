import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CasePageView } from '@/features/cases/ui/case-view';
import { CasesPage } from '@/features/cases/ui/cases-page';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';

/** The list of cases. */
export function CasesRoute() {
  const filters = useSearch({ from: '/signed-in/desktop/cases' });
  const navigate = useNavigate();
  return (
    <div className="col col-main">
      <CasesPage filters={filters} onFilters={(search) => void navigate({ to: '/desktop/cases', search, replace: true })} />
    </div>
  );
}

/** One case. */
export function CaseRoute() {
  const t = useT();
  const { caseId } = useParams({ from: '/signed-in/desktop/cases/$caseId' });
  const navigate = useNavigate();
  return (
    <div className="col col-main">
      <CasePageView
        key={caseId}
        id={caseId}
        onOpen={(next) => void navigate({ to: '/desktop/cases/$caseId', params: { caseId: next } })}
        back={
          <Link to="/desktop/cases" search={{}} className={buttonClass({ variant: 'quiet' }, 'btn-icon')} aria-label={t('cases:back')}>
            <Icon name="chevron-start" flip />
          </Link>
        }
      />
    </div>
  );
}
