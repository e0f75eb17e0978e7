import { piecesOf } from '../model/links';

/** Text exactly as written, with web addresses as links. */
export function TextPart({ text }: { text: string }) {
  return (
    <div className="bub" dir="auto">
      {piecesOf(text).map((piece, at) =>
        // The pieces of a text never move.
        piece.kind === 'link' ? (
          <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}
