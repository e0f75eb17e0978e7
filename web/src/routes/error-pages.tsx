import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { ApiError, OfflineError } from '@/shared/api/errors';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import './error-pages.css';

/** A page that could not be shown. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const answered = error instanceof ApiError || error instanceof OfflineError;
  return (
    <main className="alone">
      <ErrorState
        title={t('error.page')}
        text={answered ? errorWords(error, t) : t('error.pageText')}
        details={answered ? errorDetails(error, t) : String(error)}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
      <Button variant="quiet" onClick={() => location.reload()}>
        {t('error.reload')}
      </Button>
    </main>
  );
}

/** Nothing at this address. */
export function NotFoundPage() {
  const t = useT();
  return (
    <main className="alone">
      <EmptyState
        icon="search"
        title={t('error.notFound')}
        text={t('error.notFoundText')}
        action={
          <Link to="/" className={buttonClass()}>
            {t('error.home')}
          </Link>
        }
      />
    </main>
  );
}
