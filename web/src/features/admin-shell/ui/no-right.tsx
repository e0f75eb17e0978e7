import { Link } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';

/** A person whose roles do not include this page: says so, and where to go. */
export function NoRight() {
  const t = useT();
  return (
    <div className="adm-in">
      <h1 className="vh">{t('admin:title')}</h1>
      <EmptyState
        icon="lock"
        title={t('admin:noRight.title')}
        text={t('admin:noRight.text')}
        action={
          <Link className={buttonClass()} to="/desktop">
            {t('admin:noRight.go')}
          </Link>
        }
      />
    </div>
  );
}
