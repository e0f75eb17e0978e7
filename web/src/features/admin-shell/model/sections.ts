import { can } from '@/shared/api/me';
import type { Me, Right } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/t';
import type { IconName } from '@/shared/ui/icon/icon';

/** A page of the Administrator's navigation. */
export interface Section {
  to:
    | '/admin'
    | '/admin/alerts'
    | '/admin/users'
    | '/admin/teams'
    | '/admin/skills'
    | '/admin/reasons'
    | '/admin/services'
    | '/admin/calendars'
    | '/admin/entries'
    | '/admin/knowledge'
    | '/admin/message-templates'
    | '/admin/accounts'
    | '/admin/health'
    | '/admin/contact-fields'
    | '/admin/settings'
    | '/admin/api-keys'
    | '/admin/privacy-requests'
    | '/admin/audit';
  label: TextKey;
  icon: IconName;
}

/** Pages under one heading that need the same right. */
export interface SectionGroup {
  heading: TextKey;
  right: Right;
  sections: readonly Section[];
}

const GROUPS: readonly SectionGroup[] = [
  { heading: 'admin:nav.overview', right: 'configure', sections: [{ to: '/admin', label: 'admin:nav.home', icon: 'building' }] },
  {
    heading: 'admin:nav.people',
    right: 'configure',
    sections: [
      { to: '/admin/users', label: 'admin:nav.users', icon: 'person' },
      { to: '/admin/teams', label: 'admin:nav.teams', icon: 'people' },
      { to: '/admin/skills', label: 'admin:nav.skills', icon: 'skill' },
      { to: '/admin/reasons', label: 'admin:nav.reasons', icon: 'barred' },
    ],
  },
  {
    heading: 'admin:nav.flow',
    right: 'configure',
    sections: [
      { to: '/admin/services', label: 'admin:nav.services', icon: 'route' },
      { to: '/admin/calendars', label: 'admin:nav.calendars', icon: 'calendar' },
      { to: '/admin/entries', label: 'admin:nav.entries', icon: 'entry' },
      { to: '/admin/message-templates', label: 'admin:nav.templates', icon: 'cards' },
      { to: '/admin/contact-fields', label: 'admin:nav.contactFields', icon: 'person' },
    ],
  },
  {
    heading: 'admin:nav.content',
    right: 'write_knowledge',
    sections: [{ to: '/admin/knowledge', label: 'admin:nav.knowledge', icon: 'book' }],
  },
  {
    heading: 'admin:nav.channels',
    right: 'configure',
    sections: [
      { to: '/admin/accounts', label: 'admin:nav.accounts', icon: 'plug' },
      { to: '/admin/health', label: 'admin:nav.health', icon: 'pulse' },
      { to: '/admin/alerts', label: 'admin:nav.alerts', icon: 'bell' },
      { to: '/admin/settings', label: 'admin:nav.settings', icon: 'settings' },
    ],
  },
  {
    heading: 'admin:nav.security',
    right: 'manage_security',
    sections: [
      { to: '/admin/api-keys', label: 'admin:nav.apiKeys', icon: 'key' },
      { to: '/admin/privacy-requests', label: 'admin:nav.privacyRequests', icon: 'shield' },
      { to: '/admin/audit', label: 'admin:nav.audit', icon: 'list' },
    ],
  },
];

/** The navigation as a person may see it. */
export const sectionsFor = (me: Me): readonly SectionGroup[] => GROUPS.filter((group) => can(me, group.right));
