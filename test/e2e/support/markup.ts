import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/**
 * `standard` is the HTML standard itself (content models, attributes, values, no deprecated elements), `document` asks for a whole
 * document (doctype, language, title), `a11y` for what can be seen in the source alone. Style is left to nobody: preact writes it.
 */
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      // For what other hosts serve. Ours comes from where the page comes from.
      'require-sri': 'off',
      // The list of mistakes stands above the page's own heading, as in GOV.UK's pattern. That there is an h1 is tested by axe.
      'heading-level': ['error', { minInitialRank: 'h2' }],
    },
  }),
);

/** By document: the same text has the same mistakes, and visitors see many pages more than once. */
const known = new Map<string, Promise<string[]>>();

/** What is wrong with a document as it was served: "rule at line:column: message". */
export function findMarkupErrors(html: string): Promise<string[]> {
  let errors = known.get(html);
  if (!errors) known.set(html, (errors = validate(html)));
  return errors;
}

async function validate(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId} at ${one.line}:${one.column}: ${one.message}`));
}
