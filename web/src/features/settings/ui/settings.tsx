import { useState, type ReactNode } from 'react';
import { useT } from '@/shared/i18n/t';
import { soundChoices, SOUNDS, type SoundName } from '@/shared/desk/sound-choices';
import { appearance, chooseAppearance, type Appearance } from '@/shared/lib/appearance';
import { useStore } from '@/shared/lib/store';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { Switch } from '@/shared/ui/field/check';
import { SelectField } from '@/shared/ui/field/field';
import { LanguageSwitch } from '@/shared/ui/language-switch/language-switch';
import { PasswordForm } from './password-form';
import { Sessions } from './sessions';
import './settings.css';

interface SettingsProps {
  name: string;
  username: string;
  tenant: string;
  /** How customers see this person. */
  identity?: ReactNode;
  /** More of the account, between password and sessions. */
  children?: ReactNode;
  /** Plays a sound as it would be. */
  onTrySound: (name: SoundName) => void;
  onSignOut: () => void;
}

/** A person's own settings: how it looks, sounds and speaks; password and sessions. */
export function Settings({ name, username, tenant, identity, children, onTrySound, onSignOut }: SettingsProps) {
  const t = useT();
  return (
    <main className="settings" aria-labelledby="settings-h">
      <div className="settings-in">
        <header className="settings-head">
          <div>
            <h1 id="settings-h">{t('desk:settings.title')}</h1>
            <p className="mut">
              {name} · <bdi dir="ltr">{username}</bdi> · {tenant}
            </p>
          </div>
          <Button icon="sign-out" iconFlip onClick={onSignOut}>
            {t('desk:state.logOut')}
          </Button>
        </header>
        <Card>
          <Looks />
          <Sounds onTry={onTrySound} />
          <Notifications />
          <section className="set-sec" aria-label={t('language')}>
            <div>
              <h2>{t('language')}</h2>
            </div>
            <div>
              <LanguageSwitch />
            </div>
          </section>
          {identity}
          <PasswordForm />
          {children}
          <Sessions />
        </Card>
      </div>
    </main>
  );
}

const OPTIONS = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'normal', 'more'],
  density: ['comfortable', 'compact'],
} as const;

function Looks() {
  const t = useT();
  const [chosen, setChosen] = useState(appearance);
  const choose = <K extends keyof Appearance>(key: K, value: Appearance[K]) => {
    chooseAppearance(key, value);
    setChosen({ ...chosen, [key]: value });
  };
  return (
    <section className="set-sec">
      <div>
        <h2>{t('desk:settings.looks')}</h2>
        <p>{t('desk:settings.here')}</p>
      </div>
      <div className="settings-three">
        <SelectField label={t('desk:settings.theme')} value={chosen.theme} onChange={(event) => choose('theme', OPTIONS.theme.find((each) => each === event.target.value) ?? 'system')}>
          {OPTIONS.theme.map((each) => (
            <option key={each} value={each}>
              {t(`desk:settings.themes.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('desk:settings.contrast')} value={chosen.contrast} onChange={(event) => choose('contrast', OPTIONS.contrast.find((each) => each === event.target.value) ?? 'system')}>
          {OPTIONS.contrast.map((each) => (
            <option key={each} value={each}>
              {t(`desk:settings.contrasts.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('desk:settings.density')} value={chosen.density} onChange={(event) => choose('density', OPTIONS.density.find((each) => each === event.target.value) ?? 'comfortable')}>
          {OPTIONS.density.map((each) => (
            <option key={each} value={each}>
              {t(`desk:settings.densities.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}

function Sounds({ onTry }: { onTry: (name: SoundName) => void }) {
  const t = useT();
  const choices = useStore(soundChoices, (value) => value);
  return (
    <section className="set-sec">
      <div>
        <h2>{t('desk:settings.sounds')}</h2>
        <p>{t('desk:settings.here')}</p>
      </div>
      <div className="settings-list">
        <Switch label={t('desk:settings.soundsOn')} checked={!choices.muted} onChange={(event) => soundChoices.update((before) => ({ ...before, muted: !event.target.checked }))} />
        <label className="settings-volume">
          <span>{t('desk:settings.volume')}</span>
          <input type="range" min={0} max={100} value={Math.round(choices.volume * 100)} disabled={choices.muted} onChange={(event) => soundChoices.update((before) => ({ ...before, volume: Number(event.target.value) / 100 }))} />
        </label>
        {SOUNDS.map((name) => (
          <div key={name} className="settings-row">
            <Switch
              label={t(`desk:settings.sound.${name}`)}
              checked={choices.on[name]}
              disabled={choices.muted}
              onChange={(event) => soundChoices.update((before) => ({ ...before, on: { ...before.on, [name]: event.target.checked } }))}
            />
            <Button size="s" variant="quiet" icon="play" onClick={() => onTry(name)}>
              {t('desk:settings.listen')}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}

function Notifications() {
  const t = useT();
  const choices = useStore(soundChoices, (value) => value);
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  return (
    <section className="set-sec">
      <div>
        <h2>{t('desk:settings.notifications')}</h2>
        <p>{t('desk:settings.notificationsHint')}</p>
      </div>
      <div className="settings-list">
        {permission === 'default' ? (
          <p>
            <Button onClick={() => void Notification.requestPermission().then(setPermission)}>{t('desk:start.notifyAsk')}</Button>
          </p>
        ) : (
          <p className="mut">{t(permission === 'granted' ? 'desk:settings.notificationsOn' : 'desk:settings.notificationsOff')}</p>
        )}
        <Switch
          label={t('desk:settings.textInNotifications')}
          hint={t('desk:settings.textInNotificationsHint')}
          checked={choices.textInNotifications}
          onChange={(event) => soundChoices.update((before) => ({ ...before, textInNotifications: event.target.checked }))}
        />
      </div>
    </section>
  );
}
