import { recall, remember } from './storage';

/** What a person chose for their eyes; each is a value of an attribute on the root element. */
export interface Appearance {
  theme: 'system' | 'light' | 'dark';
  contrast: 'system' | 'normal' | 'more';
  density: 'comfortable' | 'compact';
}

const CHOICES: { [K in keyof Appearance]: readonly [Appearance[K], ...Appearance[K][]] } = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'normal', 'more'],
  density: ['comfortable', 'compact'],
};

const recallOne = <K extends keyof Appearance>(key: K): Appearance[K] => {
  const stored = recall(key);
  const options = CHOICES[key];
  return options.find((option) => option === stored) ?? options[0];
};

/** The remembered choices. */
export const appearance = (): Appearance => ({
  theme: recallOne('theme'),
  contrast: recallOne('contrast'),
  density: recallOne('density'),
});

/** Applies choices to the page. */
export const applyAppearance = ({ theme, contrast, density }: Appearance): void => {
  const root = document.documentElement;
  const set = (name: string, value: string, neutral: string) => (value === neutral ? root.removeAttribute(name) : root.setAttribute(name, value));
  set('data-theme', theme, 'system');
  set('data-contrast', contrast, 'system');
  set('data-density', density, 'comfortable');
};

/** Changes and remembers one choice. */
export const chooseAppearance = <K extends keyof Appearance>(key: K, value: Appearance[K]): void => {
  remember(key, value);
  applyAppearance({ ...appearance(), [key]: value });
};
