import { Foreign } from '../../platform/html';
import { languageFacts } from '../../platform/i18n';
import type { LetterBlock, LetterPart } from './letter-parts';

/**
 * Mail programs know neither our style sheet nor most of CSS: what a letter looks like stands in its elements. Nothing in it is fetched
 * from anywhere (pictures, fonts, counters), so that reading a letter tells nobody that it was read.
 */
const STYLE = {
  body: 'margin:0;padding:16px;background:#ffffff;color:#171a1f;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5',
  frame: 'max-width:600px;margin:0 auto',
  sender: 'margin:0 0 24px;padding-bottom:12px;border-bottom:2px solid #171a1f;font-weight:bold',
  notice: 'margin:0 0 24px;padding:12px;background:#f3f4f6;font-size:14px',
  subject: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  text: 'margin:0 0 16px',
  visit: 'margin:0 0 16px;padding:16px;border:2px solid #171a1f',
  when: 'margin:0;font-size:18px;font-weight:bold',
  where: 'margin:4px 0 0',
  code: 'margin:0 0 16px;padding:16px;background:#f3f4f6',
  digits: 'font-family:Consolas,Menlo,monospace;font-size:28px;font-weight:bold;letter-spacing:4px',
  action: 'margin:0 0 16px',
  button: 'display:inline-block;padding:12px 20px;border-radius:4px;color:#ffffff;font-weight:bold;text-decoration:none;background:',
  link: 'color:#171a1f',
  german: 'margin-top:32px;padding-top:24px;border-top:1px solid #6b7280',
  closing: 'margin-top:24px;padding-top:16px;border-top:1px solid #d1d5db;font-size:14px',
} as const;

/** Carries white text at 10 to 1. */
const PLAIN_COLOUR = '#12335f';

interface LetterViewProps {
  /** The reader's language first, German last. */
  readonly parts: readonly LetterPart[];
  /** That no translator has read it yet, in the reader's language. */
  readonly notice: string | null;
  readonly sender: string;
  /** Of the authority, as on its pages. */
  readonly colour: string | null;
}

/** A letter as HTML, a whole document. */
export function LetterView({ parts, notice, sender, colour }: LetterViewProps) {
  const first = parts[0]!;
  const { tag, direction } = languageFacts(first.language);
  return (
    <html lang={tag} dir={direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{first.subject}</title>
      </head>
      <body style={STYLE.body}>
        <div style={STYLE.frame}>
          <p style={STYLE.sender}>
            <Foreign text={sender} />
          </p>
          {notice && <p style={STYLE.notice}>{notice}</p>}
          {parts.map((part, place) => (
            <Part key={part.language} part={part} isFirst={place === 0} colour={colour ?? PLAIN_COLOUR} />
          ))}
        </div>
      </body>
    </html>
  );
}

function Part({ part, isFirst, colour }: { part: LetterPart; isFirst: boolean; colour: string }) {
  const { tag, direction } = languageFacts(part.language);
  const Heading = isFirst ? 'h1' : 'h2';
  return (
    <div lang={tag} dir={direction} style={isFirst ? undefined : STYLE.german}>
      <Heading style={STYLE.subject}>{part.subject}</Heading>
      <p style={STYLE.text}>{part.greeting}</p>
      {part.blocks.map((block, place) => (
        <Block key={place} block={block} colour={colour} />
      ))}
      <div style={STYLE.closing}>
        {part.closing.map((block, place) => (
          <Closing key={place} block={block} />
        ))}
      </div>
    </div>
  );
}

function Block({ block, colour }: { block: LetterBlock; colour: string }) {
  switch (block.kind) {
    case 'text':
      return <p style={STYLE.text}>{block.text}</p>;
    case 'code':
      return (
        <p style={STYLE.code}>
          {block.label}
          <br />
          <bdo dir="ltr" style={STYLE.digits}>
            {block.code}
          </bdo>
        </p>
      );
    case 'visit':
      return (
        <div style={STYLE.visit}>
          <p style={STYLE.when}>{block.begins}</p>
          <p style={STYLE.where}>
            <Foreign text={block.place} />
          </p>
          {block.code && <p style={STYLE.where}>{block.code}</p>}
        </div>
      );
    case 'action':
      return (
        <p style={STYLE.action}>
          <a href={block.url} style={STYLE.button + colour}>
            {block.label}
          </a>
        </p>
      );
  }
}

/** Small print: links are links, not buttons. */
function Closing({ block }: { block: LetterBlock }) {
  if (block.kind === 'action') {
    return (
      <p style={STYLE.text}>
        <a href={block.url} style={STYLE.link}>
          {block.label}
        </a>
      </p>
    );
  }
  return <p style={STYLE.text}>{block.kind === 'text' ? block.text : ''}</p>;
}
