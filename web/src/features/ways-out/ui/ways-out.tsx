import { lazy, Suspense, useState } from 'react';
import type { InteractionView, NotificationRules, PermissionView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { loadTexts } from '@/shared/i18n/i18n';
import { useLanguage, useT } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { shortDay, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { turnOf, type Turn } from '../model/turn';
import './ways-out.css';

const NotifyDialog = lazy(async () => ({ default: (await loadChunk(() => import('./notify-dialog'))).NotifyDialog }));

const ApprovedDialog = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('./approved-dialog')), loadTexts('rich')]);
  return { default: module.ApprovedDialog };
});

const NONE: readonly PermissionView[] = [];

/** What can still be sent when the time to answer is over, and why the rest cannot. */
export function WaysOut({ interaction }: { interaction: InteractionView }) {
  const t = useT();
  const channel = useDesk((state) => channelOf(state, interaction.channel));
  const contact = useDesk((state) => state.contacts.get(interaction.contact_id));
  const rules = channel?.capabilities.notifications;
  const permissions = rules ? (contact?.may_be_notified ?? NONE) : NONE;
  const approved = Boolean(channel?.capabilities.approved);
  if (permissions.length === 0 && !approved) return null;
  return (
    <section className="ways" aria-label={t('ways:label')}>
      {rules && permissions.map((permission) => <Notify key={permission.id} interaction={interaction} permission={permission} rules={rules} />)}
      {approved && <Approved interaction={interaction} />}
    </section>
  );
}

/** Words that the platform has approved may go out at any time. */
function Approved({ interaction }: { interaction: InteractionView }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="way">
      <Button icon="cards" size="s" onClick={() => setOpen(true)}>
        {t('ways:approved')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ApprovedDialog interaction={interaction} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

interface NotifyProps {
  interaction: InteractionView;
  permission: PermissionView;
  rules: NotificationRules;
}

function Notify({ interaction, permission, rules }: NotifyProps) {
  const t = useT();
  const now = useNow();
  const why = useWords(turnOf(permission, rules, now), now);
  const [open, setOpen] = useState(false);
  return (
    <div className="way">
      <Button icon="bell" size="s" offReason={why} onClick={() => setOpen(true)}>
        <span dir="auto">{t('ways:notify', { topic: permission.topic })}</span>
      </Button>
      {why && <span className="meta">{why}</span>}
      {open && (
        <Suspense fallback={null}>
          <NotifyDialog interaction={interaction} permission={permission} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Why it is not possible now, in words. */
const useWords = (turn: Turn, now: number): string | undefined => {
  const t = useT();
  const language = useLanguage();
  switch (turn.is) {
    case 'free':
      return undefined;
    case 'stopped':
      return t('ways:why.stopped');
    case 'ended':
      return t('ways:why.ended', { day: shortDay(turn.at, language) });
    case 'later':
      return t('ways:why.later', { moment: shortMoment(turn.at, now, language) });
  }
};
