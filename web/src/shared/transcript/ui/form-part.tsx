import type { Part } from '../../api/schema';
import { useT, type Translate } from '../../i18n/t';
import { Icon, type IconName } from '../../ui/icon/icon';

type FormPartData = Extract<Part, { type: 'form' }>;

const ICONS: Record<FormPartData['kind'], IconName> = {
  feedback: 'smile',
  verdict: 'smile',
  customer_information: 'person',
  lead: 'megaphone',
  order: 'cards',
  coupon: 'tick',
  other: 'list',
};

const KNOWN = ['csat', 'nps', 'ces', 'free_form', 'note', 'payload', 'country', 'phone', 'email', 'name', 'city', 'zip_code', 'state', 'address_line_1', 'address_line_2'] as const;

/** The platform's word for a field in ours; questions stand as they were asked. */
const question = (words: string, t: Translate): string => {
  const known = KNOWN.find((each) => each === words);
  return known ? t(`desk:form.field.${known}`) : words.replaceAll('_', ' ');
};

const heading = (form: FormPartData, t: Translate): string => {
  if (form.kind === 'verdict' && typeof form.score === 'number') return t(form.score > 0 ? 'desk:form.good' : 'desk:form.bad');
  if (form.kind === 'coupon' && form.title) return t('desk:form.couponCode', { code: form.title });
  return t(`desk:form.kind.${form.kind}`);
};

/** A form that the customer filled in, as what it is. */
export function FormPart({ part }: { part: FormPartData }) {
  const t = useT();
  const stars = part.kind === 'feedback' && typeof part.score === 'number' ? part.score : undefined;
  return (
    <div className="bub form-part">
      <p className="form-head">
        <Icon name={ICONS[part.kind]} />
        <span className="m">{heading(part, t)}</span>
        {stars !== undefined && (
          <span className="form-stars" role="img" aria-label={t('desk:form.stars', { count: stars })}>
            {'★'.repeat(stars)}
            <span className="dim">{'★'.repeat(Math.max(0, 5 - stars))}</span>
          </span>
        )}
      </p>
      {part.title && (part.kind === 'lead' || part.kind === 'customer_information' || part.kind === 'other') && (
        <p className="meta" dir="auto">
          {part.title}
        </p>
      )}
      {(part.answers ?? []).length > 0 && (
        <dl className="form-lines">
          {(part.answers ?? []).map((line, at) => (
            <div key={at} className="form-line">
              <dt dir="auto">{question(line.question, t)}</dt>
              <dd dir="auto">{line.answer}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
