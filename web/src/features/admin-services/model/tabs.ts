import { faulty, type FieldErrors } from '@/features/admin-common/form/field-errors';
import type { ServiceDraft } from './draft';

/** The tabs of a service's form; the open one stands in the address. */
export const SERVICE_TABS = ['properties', 'assignments', 'routing', 'hours', 'dispositions', 'canned'] as const;

/** A tab of a service's form. */
export type ServiceTab = (typeof SERVICE_TABS)[number];

/** Which values stand on which tab. */
export const KEYS_OF: Record<ServiceTab, readonly (keyof ServiceDraft)[]> = {
  properties: ['name', 'target_percent', 'target_wait_ms', 'after_call_work_ms', 'disposition_required', 'reply_warn_ms', 'reply_alarm_ms'],
  assignments: ['team_ids', 'required_skills'],
  routing: ['last_agent_wait_ms', 'last_agent_days', 'may_pull', 'steps'],
  hours: ['waiting', 'told'],
  dispositions: ['dispositions'],
  canned: ['canned_texts'],
};

/** Whether a fault stands on a tab. */
export const tabFaulty = (tab: ServiceTab, errors: FieldErrors): boolean => KEYS_OF[tab].some((key) => faulty(errors, key));
