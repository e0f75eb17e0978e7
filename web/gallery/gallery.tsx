import type { ReactNode } from 'react';
import type { Examples } from '../src/shared/ui/examples';

const files = import.meta.glob<{ examples: Examples }>('../src/**/*.examples.tsx', { eager: true });

const all = Object.entries(files)
  .map(([path, module]) => ({ id: path.replace(/^.*\/src\//, '').replace('.examples.tsx', ''), ...module.examples }))
  .sort((a, b) => a.title.localeCompare(b.title));

/** All examples, or with `only=<file>/<state>` that one alone. Development only. */
export function Gallery({ only }: { only: string | undefined }) {
  const found = all.flatMap((set) => Object.entries(set.states).map(([name, draw]) => ({ set, name, draw, id: `${set.id}/${name}` }))).filter((each) => only === undefined || each.id === only || each.set.id === only);
  const [first] = found;
  if (only && found.length === 1 && first) return first.set.layout === 'screen' ? first.draw() : <Alone>{first.draw()}</Alone>;
  return (
    <div className="gallery">
      <nav aria-label="Examples">
        {all.map((set) => (
          <section key={set.id}>
            <h2>{set.title}</h2>
            <ul>
              {Object.keys(set.states).map((name) => (
                <li key={name}>
                  <a href={`?only=${encodeURIComponent(`${set.id}/${name}`)}`}>{name}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <main>
        <h1>Gallery</h1>
        {all
          .filter((set) => set.layout !== 'screen' && found.some((each) => each.set === set))
          .map((set) => (
            <section key={set.id} className="gallery-set">
              <h2>{set.title}</h2>
              {found
                .filter((each) => each.set === set)
                .map(({ name, draw }) => (
                  <figure key={name}>
                    <figcaption>{name}</figcaption>
                    {draw()}
                  </figure>
                ))}
            </section>
          ))}
      </main>
    </div>
  );
}

function Alone({ children }: { children: ReactNode }) {
  return <main className="gallery-alone">{children}</main>;
}
