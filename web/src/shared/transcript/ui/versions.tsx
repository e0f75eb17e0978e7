import { useState } from 'react';
import { api, take } from '../../api/client';
import { errorWords } from '../../api/error-words';
import type { MessageVersion, MessageView } from '../../api/schema';
import { useLanguage, useT } from '../../i18n/t';
import { fullStamp, timeOfDay } from '../../lib/times';
import { Button } from '../../ui/button/button';
import { PartView } from './part';

/** What a message said before it was edited or taken back; fetched when somebody asks. */
export function Versions({ message }: { message: MessageView }) {
  const t = useT();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [versions, setVersions] = useState<readonly MessageVersion[]>();
  const toggle = async () => {
    if (versions) {
      setVersions(undefined);
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      setVersions((await take(api.GET('/api/v1/messages/{id}/versions', { params: { path: { id: message.id } } }))).items);
    } catch (error) {
      setProblem(errorWords(error, t));
    } finally {
      setBusy(false);
    }
  };
  const word = message.taken_back ? t(versions ? 'desk:message.hideGone' : 'desk:message.showGone') : t(versions ? 'desk:message.hideVersions' : 'desk:message.showVersions', { count: message.edits ?? 0 });
  return (
    <div className="versions">
      <Button size="s" variant="quiet" icon={message.taken_back ? 'eye' : 'pencil'} busy={busy} aria-expanded={versions !== undefined} onClick={() => void toggle()}>
        {word}
      </Button>
      {problem && (
        <p className="meta t-danger" role="alert">
          {problem}
        </p>
      )}
      {versions && (
        <ol className="versions-list" aria-label={t('desk:message.versions')}>
          {versions.map((version) => (
            <li key={version.revision}>
              {version.parts.map((part, at) => (
                <PartView key={at} part={part} />
              ))}
              <time className="meta" dateTime={new Date(version.until).toISOString()} title={fullStamp(version.until, language)}>
                {t('desk:message.until', { time: timeOfDay(version.until, language) })}
              </time>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
