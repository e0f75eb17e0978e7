import type { QuickReply, RichLimits } from '../../../api/schema';
import { useT } from '../../../i18n/t';
import { SelectField } from '../../../ui/field/field';
import type { Say } from '../problem-words';
import { LimitedField } from './limited';
import { ListFields } from './list-fields';

interface RepliesFieldsProps {
  replies: readonly QuickReply[];
  limits: RichLimits;
  say: Say;
  onChange: (replies: QuickReply[]) => void;
}

const ASKS = ['text', 'phone', 'email'] as const;

/** Answers to tap below a text. */
export function RepliesFields({ replies, limits, say, onChange }: RepliesFieldsProps) {
  const t = useT();
  const choices = limits.choices;
  return (
    <ListFields
      items={replies}
      most={choices?.replies ?? 0}
      nameOf={(at) => t('rich:field.reply', { number: at + 1 })}
      add={t('rich:add.reply')}
      blank={(): QuickReply => ({ kind: 'text', title: '', payload: '' })}
      error={say('replies')}
      onChange={onChange}
      draw={(reply, at, change) => (
        <div className="rich-pair">
          {(reply.kind ?? 'text') === 'text' && (
            <LimitedField label={t('rich:field.label')} value={reply.title ?? ''} most={choices?.title ?? 0} error={say(`replies[${at}].title`)} onText={(title) => change({ ...reply, title })} />
          )}
          {choices?.contact_details && (
            <SelectField label={t('rich:field.asks')} value={reply.kind ?? 'text'} onChange={(event) => change({ kind: ASKS.find((each) => each === event.target.value) ?? 'text', title: '', payload: '' })}>
              {ASKS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`rich:asks.${kind}`)}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      )}
    />
  );
}
