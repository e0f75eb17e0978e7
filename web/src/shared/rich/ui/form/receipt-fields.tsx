import type { Receipt, ReceiptItem, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { TextField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { ListFields } from './list-fields';

interface ReceiptFieldsProps {
  receipt: Receipt;
  limits: RichLimits;
  say: Say;
  onChange: (receipt: Receipt) => void;
}

type Line = 'recipient_name' | 'order_number' | 'currency' | 'payment_method' | 'subtotal' | 'shipping' | 'tax' | 'total';

/** A confirmation of an order. */
export function ReceiptFields({ receipt, limits, say, onChange }: ReceiptFieldsProps) {
  const t = useT();
  const line = (field: Line, label: string, optional = false) => (
    <TextField
      label={label}
      optional={optional ? t('form.optional') : undefined}
      value={receipt[field] ?? ''}
      error={say(field)}
      onChange={(event) => onChange({ ...receipt, [field]: field === 'currency' ? event.target.value.toUpperCase() : event.target.value })}
    />
  );
  return (
    <div className="rich-form">
      <div className="rich-pair">
        {line('order_number', t('rich:field.order'))}
        {line('recipient_name', t('rich:field.recipient'))}
      </div>
      <div className="rich-pair">
        {line('payment_method', t('rich:field.payment'))}
        {line('currency', t('rich:field.currency'))}
      </div>
      <ListFields
        items={receipt.items ?? []}
        most={limits.receipt?.items ?? 0}
        nameOf={(at) => t('rich:field.item', { number: at + 1 })}
        add={t('rich:add.item')}
        blank={(): ReceiptItem => ({ title: '', subtitle: '', quantity: 1, price: '' })}
        error={say('items')}
        onChange={(items) => onChange({ ...receipt, items })}
        draw={(item, at, change) => (
          <div className="rich-item-line">
            <TextField label={t('rich:field.title')} value={item.title} error={say(`items[${at}].title`)} onChange={(event) => change({ ...item, title: event.target.value })} />
            <TextField
              label={t('rich:field.quantity')}
              inputMode="numeric"
              value={String(item.quantity ?? 1)}
              error={say(`items[${at}].quantity`)}
              onChange={(event) => change({ ...item, quantity: Number(event.target.value.replace(/\D/gu, '').slice(0, 5)) || 1 })}
            />
            <TextField label={t('rich:field.price')} inputMode="decimal" value={item.price} error={say(`items[${at}].price`)} onChange={(event) => change({ ...item, price: event.target.value })} />
          </div>
        )}
      />
      <div className="rich-pair">
        {line('subtotal', t('rich:field.subtotal'), true)}
        {line('shipping', t('rich:field.shipping'), true)}
      </div>
      <div className="rich-pair">
        {line('tax', t('rich:field.tax'), true)}
        {line('total', t('rich:field.total'))}
      </div>
    </div>
  );
}
