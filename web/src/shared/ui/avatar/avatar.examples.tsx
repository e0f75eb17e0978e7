import type { Examples } from '../examples';
import { Avatar } from './avatar';

/** Avatars with and without picture. */
export const examples: Examples = {
  title: 'Avatar',
  states: {
    grounds: () => (
      <div className="ex-row">
        {['Amara Nwosu', 'Liam Byrne', 'Marta Olsen', 'Yuki Tanabe', 'Priya Raman', 'Samira Khoury'].map((name) => (
          <Avatar key={name} name={name} channel="chat" />
        ))}
      </div>
    ),
    sizes: () => (
      <div className="ex-row">
        <Avatar name="Marta Olsen" size="xs" />
        <Avatar name="Marta Olsen" size="s" />
        <Avatar name="Marta Olsen" />
        <Avatar name="Marta Olsen" size="l" picture="/api/v1/attachments/att_face" />
      </div>
    ),
    'broken picture': () => <Avatar name="Marta Olsen" size="l" picture="/api/v1/attachments/att_gone" />,
    'without letters': () => <Avatar name="🙂" />,
  },
};
