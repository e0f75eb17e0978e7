import { Fragment, useMemo } from 'react';
import { blocks, type Block, type Piece } from '../model/blocks';
import './article-body.css';

/** An article's text as it is read. */
export function ArticleBody({ body }: { body: string }) {
  const parts = useMemo(() => blocks(body), [body]);
  return (
    <div className="article" dir="auto">
      {parts.map((block, at) => (
        <Part key={at} block={block} />
      ))}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === 'heading') return block.level === 1 ? <h4><Line pieces={block.pieces} /></h4> : <h5><Line pieces={block.pieces} /></h5>;
  if (block.kind === 'paragraph') {
    return (
      <p>
        {block.lines.map((line, at) => (
          <Fragment key={at}>
            {at > 0 && <br />}
            <Line pieces={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, at) => (
    <li key={at}>
      <Line pieces={item} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Line({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, at) => {
    if (piece.kind === 'text') return <Fragment key={at}>{piece.text}</Fragment>;
    const inner = <Line pieces={piece.pieces} />;
    if (piece.kind === 'strong') return <strong key={at}>{inner}</strong>;
    if (piece.kind === 'stressed') return <em key={at}>{inner}</em>;
    return (
      <a key={at} href={piece.address} target="_blank" rel="noreferrer noopener">
        {inner}
      </a>
    );
  });
}
