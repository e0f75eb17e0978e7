/** What a person enters at the first start. */
export interface SetUpForm {
  tenant: string;
  name: string;
  username: string;
  password: string;
  repeat: string;
}

/** What is wrong with a field, as data. */
export type Fault = { kind: 'missing' | 'bad-username' | 'too-long' | 'differs' } | { kind: 'too-short'; lacking: number };

/** Shortest password, characters. */
export const PASSWORD_MIN = 12;
/** Longest password, characters. */
export const PASSWORD_MAX = 128;

const passwordFault = (password: string): Fault | undefined => {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return { kind: 'too-short', lacking: PASSWORD_MIN - length };
  return length > PASSWORD_MAX ? { kind: 'too-long' } : undefined;
};

const usernameFault = (username: string): Fault | undefined => {
  if (!username.trim()) return { kind: 'missing' };
  return /^[\p{L}\p{N}._@+-]{1,64}$/u.test(username.trim()) ? undefined : { kind: 'bad-username' };
};

/** The faults of a form; empty when it can be sent. The server checks again. */
export const setUpFaults = (form: SetUpForm): Partial<Record<keyof SetUpForm, Fault>> => {
  const found: Record<keyof SetUpForm, Fault | undefined> = {
    tenant: form.tenant.trim() ? undefined : { kind: 'missing' },
    name: form.name.trim() ? undefined : { kind: 'missing' },
    username: usernameFault(form.username),
    password: passwordFault(form.password),
    repeat: form.password === form.repeat ? undefined : { kind: 'differs' },
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined));
};
