import { useWords } from '../../api/use-words';
import { useT } from '../../i18n/t';
import { Button } from '../../ui/button/button';
import type { Entry } from '../model/items';
import type { MessageCommands } from './group';

/** Below a message that was not sent: why, and what can be done. */
export function FailedFoot({ entry, commands }: { entry: Entry; commands: MessageCommands | undefined }) {
  const t = useT();
  const problem = entry.message?.problem;
  const words = useWords();
  const { kept } = entry;
  // Without its files the message is another one: it can only be written anew.
  const lost = kept?.uploads !== undefined && kept.problem === undefined;
  const sentence = problem ? words(problem).sentence : lost ? t('desk:file.lost') : kept?.problem;
  const canRetry = !lost && (problem?.retry ?? true);
  return (
    <div className="failbox">
      <div className="failbox-words">
        <b>{t('desk:delivery.failed')}.</b> {sentence}
        {problem?.platform && (
          <details className="failbox-more">
            <summary>{t('desk:delivery.platformSaid')}</summary>
            <span className="mono" dir="ltr">
              {problem.platform}
            </span>
          </details>
        )}
      </div>
      {commands && canRetry && (
        <Button size="s" variant="danger" icon="reload" onClick={() => commands.retry(entry)}>
          {t('tryAgain')}
        </Button>
      )}
      {commands && (
        <Button size="s" variant="quiet" onClick={() => commands.remove(entry)}>
          {t('desk:message.delete')}
        </Button>
      )}
    </div>
  );
}
