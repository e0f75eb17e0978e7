import { useEffect, useState, type ReactNode } from 'react';
import './skeleton.css';

/** Shows its content only after 300 ms: what comes at once never flickers. */
export function Late({ children, after = 300 }: { children: ReactNode; after?: number }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return due ? children : null;
}

/** A bar in place of a text; width in per cent of its container. */
export function SkeletonBar({ width }: { width: number }) {
  return <span className="sk" style={{ inlineSize: `${width}%` }} />;
}

/** Rows with an avatar and two bars, in the shape of a list of people. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <Late>
      <div role="status" aria-label={label}>
        {Array.from({ length: rows }, (_, row) => (
          <div className="sk-row" key={row} aria-hidden="true">
            <span className="sk sk-disc" />
            <span className="sk-lines">
              <SkeletonBar width={38 + ((row * 17) % 30)} />
              <SkeletonBar width={60 + ((row * 11) % 30)} />
            </span>
          </div>
        ))}
      </div>
    </Late>
  );
}
