import { useQueryClient } from '@tanstack/react-query';
import { keepReason } from '@/features/admin-common/api/reasons';
import { faults } from '@/features/admin-common/form/check-values';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { ReasonView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeReason, createReason } from '../api/save-reason';

/** Makes or changes a Not Ready reason. */
export function ReasonDialog({ reason, onClose }: { reason: ReasonView | undefined; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useSmallForm({
    start: { name: reason?.name ?? '', counts_as_break: reason?.counts_as_break ?? false },
    check: (draft) => {
      const check = faults(t);
      check.text('name', draft.name, 60);
      return check.found;
    },
    save: ({ name, counts_as_break }) => {
      const body = { name: name.trim(), counts_as_break };
      return reason ? changeReason(reason.id, body) : createReason(body);
    },
    onSaved: (saved) => {
      keepReason(queries, saved);
      toast(t(reason ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      onClose();
    },
  });
  return (
    <SmallForm
      title={reason ? t('admin-flow:reason.editTitle', { name: reason.name }) : t('admin-flow:reason.newTitle')}
      submitLabel={reason ? t('form.apply') : t('admin:form.create')}
      form={form}
      onClose={onClose}
    >
      <TextField
        label={t('admin-flow:reason.name')}
        hint={t('admin-flow:reason.nameHint')}
        error={form.errors.name}
        maxLength={60}
        data-autofocus
        value={form.draft.name}
        onChange={(event) => form.edit({ name: event.target.value })}
      />
      <Checkbox
        label={t('admin-flow:reason.countsAsBreak')}
        hint={t('admin-flow:reason.countsAsBreakHint')}
        checked={form.draft.counts_as_break}
        onChange={(event) => form.edit({ counts_as_break: event.target.checked })}
      />
    </SmallForm>
  );
}
