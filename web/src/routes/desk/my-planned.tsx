import { Link } from '@tanstack/react-router';
import { useDesk } from '@/shared/desk/context';
import { useT } from '@/shared/i18n/t';
import { PlannedList } from '@/shared/planned/ui/planned-list';

/** Everything that a person has planned, with the conversations it is about. */
export function MyPlanned() {
  const t = useT();
  const planned = useDesk((state) => [...state.planned.values()]);
  const held = useDesk((state) => state.interactions);
  return (
    <section className="planned-mine" aria-label={t('talk:later.mine')}>
      <h2 className="sec-head">{t('talk:later.mine')}</h2>
      <PlannedList
        planned={planned}
        about={(each) =>
          held.has(each.interaction_id) ? (
            <Link to="/desktop/chats/$interactionId" params={{ interactionId: each.interaction_id }}>
              <bdi>{each.contact_name}</bdi>
            </Link>
          ) : (
            <Link to="/desktop/records/$recordId" params={{ recordId: each.interaction_id }}>
              <bdi>{each.contact_name}</bdi>
            </Link>
          )
        }
      />
    </section>
  );
}
