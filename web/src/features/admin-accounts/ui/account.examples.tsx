import type { FormField } from '@/shared/api/schema';
import type { Examples } from '@/shared/ui/examples';
import { messenger, NOW, report } from '../model/fixtures';
import { STATUSES } from '../model/status';
import { AccountState, TokenWords } from './account-state';
import { SealedField } from './sealed-field';
import { TestSection } from './test-section';
import { VerifyTokenField } from './verify-token-field';
import { CallbackUrl, SubscribedFields } from './webhook-values';

const nothing = () => undefined;
const fieldOf = (kind: FormField['kind']): FormField => messenger.fields.find((field) => field.kind === kind) ?? { key: kind, label: kind, group: '', kind, required: false, max_length: 80 };
const secret = { field: fieldOf('secret'), error: undefined, changed: false, onReplacing: nothing, onChange: nothing };
const stored = { set: true, saved_at: NOW, saved_by: 'Nora Kim' };
const idle = { running: undefined, failure: undefined, outdated: false } as const;
const test = { subscribeOff: undefined, onTest: nothing, onFix: nothing };

/** The parts of an integration account. */
export const examples: Examples = {
  title: 'Integration account',
  states: {
    status: () => STATUSES.map((status) => <AccountState key={status} status={status} />),
    token: () => (['missing', 'untested', 'valid', 'dead'] as const).map((state) => <TokenWords key={state} state={state} />),
    'secret stored': () => <SealedField {...secret} value={undefined} stored={stored} replacing={false} />,
    'secret replaced': () => <SealedField {...secret} value="EAAGm0PX4ZCpsBAK" changed stored={stored} replacing />,
    'secret removed': () => <SealedField {...secret} value={null} changed stored={stored} replacing={false} />,
    'secret missing': () => <SealedField {...secret} value={undefined} stored={{ set: false }} replacing={false} />,
    'verify token': () => <VerifyTokenField field={fieldOf('verify_token')} value="k7Wd-2mQx-P9sA-tY4h-9ZbR-uX3e" error={undefined} changed={false} onChange={nothing} />,
    'callback later': () => <CallbackUrl url="" follows={false} />,
    fields: () => <SubscribedFields fields={messenger.subscribed_fields} />,
    'not tested': () => <TestSection {...test} state={{ ...idle, report: undefined }} />,
    testing: () => <TestSection {...test} state={{ ...idle, running: 'test', report: undefined }} />,
    report: () => <TestSection {...test} state={{ ...idle, report }} />,
    'report outdated': () => <TestSection {...test} state={{ ...idle, report, outdated: true }} />,
  },
};
