import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import type { KeyOf, Values } from './changes';
import type { EntityForm } from './use-entity-form';
import './form.css';

const words = (value: unknown): string | undefined => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return undefined;
};

interface ConflictProps<E, D extends Values> {
  form: EntityForm<E, D>;
  /** How a value reads; without it, texts and numbers are shown and other values only named. */
  show?: ((key: KeyOf<D>, values: D) => string | undefined) | undefined;
}

/** A colleague changed the same values meanwhile: says which, and asks whose to keep. */
export function ConflictBanner<E, D extends Values>({ form, show }: ConflictProps<E, D>) {
  const t = useT();
  if (form.conflicts.length === 0) return null;
  const read = (key: KeyOf<D>, values: D): string | undefined => (show ? show(key, values) : words(values[key]));
  return (
    <div className="conflict" tabIndex={-1} data-conflict>
      <Banner tone="warn" role="alert">
        <p>
          <b>{t('admin:conflict.title')}</b> {t('admin:conflict.text')}
        </p>
        <dl className="conflict-list">
          {form.conflicts.map((key) => {
            const [theirs, mine] = [read(key, form.base), read(key, form.draft)];
            return (
              <div key={key}>
                <dt className="m">{form.labels[key]}</dt>
                {theirs !== undefined && mine !== undefined ? (
                  <dd>{t('admin:conflict.both', { theirs: theirs || t('none'), mine: mine || t('none') })}</dd>
                ) : (
                  <dd>{t('admin:conflict.changed')}</dd>
                )}
              </div>
            );
          })}
        </dl>
        <div className="conflict-acts">
          <Button size="s" onClick={() => form.decide('theirs')}>
            {t('admin:conflict.theirs')}
          </Button>
          <Button size="s" onClick={() => form.decide('mine')}>
            {t('admin:conflict.mine')}
          </Button>
        </div>
      </Banner>
    </div>
  );
}
