import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { withoutIdentifiers } from './one-s-own';

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

/** Documents without a mistake: visitors see many pages more than once, and one another's. */
const clean = new Set<string>();

/** What is wrong with a document as it was served: "rule at line:column: message". */
export async function findMarkupErrors(html: string): Promise<string[]> {
  const key = withoutIdentifiers(html);
  if (clean.has(key)) return [];
  const errors = await validate(html);
  if (errors.length === 0) clean.add(key);
  return errors;
}

async function validate(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId} at ${one.line}:${one.column}: ${one.message}`));
}
