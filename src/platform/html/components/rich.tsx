import { Fragment, type ComponentChildren } from 'preact';
import { Foreign } from './blocks';

type Part = (children: ComponentChildren) => ComponentChildren;

const BUILT_IN: Readonly<Record<string, Part>> = {
  b: (children) => <strong>{children}</strong>,
  code: (children) => <code class="fs-code">{children}</code>,
};

const TAG = /<([a-z]+)>(.*?)<\/\1>/gs;

/**
 * A translated sentence with places in it: `Read <link>the rules</link>.` with `parts={{ link: (text) => <a …>{text}</a> }}`.
 * `<b>` and `<code>` are known. Whatever values were filled into the sentence is text and stays text: only names in `parts`
 * become elements, and their content is escaped like everything else.
 */
export function Rich({ text, parts = {} }: { text: string; parts?: Readonly<Record<string, Part>> }) {
  const known = { ...BUILT_IN, ...parts };
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(TAG)) {
    const part = known[match[1]!];
    if (!part) continue;
    pieces.push(text.slice(at, match.index), part(match[2]));
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  return (
    <>
      {pieces.map((piece, index) => (
        <Fragment key={index}>{piece}</Fragment>
      ))}
    </>
  );
}

/**
 * A sentence with a text in it that somebody else has written, a name above all.
 * @param of the sentence around whatever stands for it: what was written is never taken for a place in the sentence
 */
export function Around({ text, of }: { text: string; of: (place: string) => string }) {
  return <Rich text={of('<foreign></foreign>')} parts={{ foreign: () => <Foreign text={text} /> }} />;
}
