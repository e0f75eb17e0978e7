import type { Coupon, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { TextField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { LimitedField } from './limited';
import { PictureField } from './picture-field';

interface CouponFieldsProps {
  coupon: Coupon;
  limits: RichLimits;
  say: Say;
  onChange: (coupon: Coupon) => void;
}

/** A discount. */
export function CouponFields({ coupon, limits, say, onChange }: CouponFieldsProps) {
  const t = useT();
  const optional = t('form.optional');
  return (
    <div className="rich-form">
      <LimitedField label={t('rich:field.title')} value={coupon.title} most={limits.coupon?.title ?? 0} error={say('title')} onText={(title) => onChange({ ...coupon, title })} />
      <LimitedField label={t('rich:field.subtitle')} optional={optional} value={coupon.subtitle ?? ''} most={limits.coupon?.subtitle ?? 0} error={say('subtitle')} onText={(subtitle) => onChange({ ...coupon, subtitle })} />
      <TextField label={t('rich:field.code')} dir="ltr" value={coupon.code ?? ''} error={say('code')} onChange={(event) => onChange({ ...coupon, code: event.target.value })} />
      <TextField label={t('rich:field.couponUrl')} optional={optional} type="url" dir="ltr" value={coupon.url ?? ''} error={say('url')} onChange={(event) => onChange({ ...coupon, url: event.target.value })} />
      <PictureField value={coupon.image_url ?? ''} error={say('image_url')} onChange={(image_url) => onChange({ ...coupon, image_url })} />
    </div>
  );
}
