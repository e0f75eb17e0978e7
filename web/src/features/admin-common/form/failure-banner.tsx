import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { unplaced, type FieldErrors } from './field-errors';
import './form.css';

interface FailureProps {
  /** Why the last try failed. */
  failure: unknown;
  errors: FieldErrors;
  /** The keys whose faults are shown at their fields. */
  keys: readonly string[];
}

/** Why nothing was applied: the server's sentence, faults that no field shows, the code on demand. */
export function FailureBanner({ failure, errors, keys }: FailureProps) {
  const t = useT();
  const homeless = unplaced(errors, keys);
  // What stands at the fields is not said twice.
  const placed = Object.keys(errors).length > 0 && homeless.length === 0;
  if (placed || (failure === undefined && homeless.length === 0)) return null;
  const details = errorDetails(failure, t);
  return (
    <div className="failure">
      <Banner tone="danger" role="alert">
        <p>
          <b>{t('admin:form.notApplied')}</b> {failure !== undefined && errorWords(failure, t)}
        </p>
        {homeless.map((message) => (
          <p key={message}>{message}</p>
        ))}
        {details && (
          <details className="meta">
            <summary>{t('details')}</summary>
            <span className="mono" dir="ltr">
              {details}
            </span>
          </details>
        )}
      </Banner>
    </div>
  );
}
