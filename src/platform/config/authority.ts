import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Who runs this installation, as the pages and letters say it. */
export interface Authority {
  /** "Landesamt Musterstadt", in the page's header and footer. */
  readonly name: string;
  /** For people who can't or don't want to use the pages; null where there is no such number (then pages don't speak of one). */
  readonly phone: string | null;
  /** When somebody answers it, in German ("Mo bis Fr 8 bis 16 Uhr"). */
  readonly phoneHours: string | null;
  /** What somebody does who can't wait for a draw: an address of the authority's own emergency page, or null. */
  readonly emergencyUrl: string | null;
  readonly address: string | null;
  readonly imprintUrl: string | null;
  /** Mail address for questions about data protection and accessibility. */
  readonly contact: string | null;
  /** Absolute path of an SVG or PNG, shown in the header; null: the name alone. */
  readonly logoFile: string | null;
  /** `#rrggbb` of buttons and links; dark enough to carry white text. */
  readonly colour: string | null;
}

const NOBODY: Authority = {
  name: 'Fairslot',
  phone: null,
  phoneHours: null,
  emergencyUrl: null,
  address: null,
  imprintUrl: null,
  contact: null,
  logoFile: null,
  colour: null,
};

/** WCAG 2.2 asks for 4.5 to 1 between text and its background. */
const LEAST_CONTRAST = 4.5;
const LONGEST = 400;

/**
 * Reads an authority's profile: a JSON file with some of the fields of {@link Authority}.
 * @param file absolute, or null for an installation without one
 * @throws Error naming the field that is wrong
 */
export function readAuthority(file: string | null): Authority {
  if (file === null) return NOBODY;
  const given = parse(readFileSync(file, 'utf8'));
  for (const [field, value] of Object.entries(given)) {
    if (!(field in NOBODY)) throw new Error(`has an unknown field "${field}"`);
    if (value !== null && (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST)) {
      throw new Error(`"${field}" must be a text of at most ${LONGEST} characters`);
    }
  }
  const authority = { ...NOBODY, ...given };
  for (const field of ['emergencyUrl', 'imprintUrl'] as const) {
    if (authority[field] !== null && !/^https?:\/\/[^\s"<>]+$/.test(authority[field])) throw new Error(`"${field}" must be a web address`);
  }
  if (authority.colour !== null) assertReadable(authority.colour);
  return authority.logoFile === null ? authority : { ...authority, logoFile: findLogo(file, authority.logoFile) };
}

function parse(text: string): Record<string, unknown> {
  const given: unknown = JSON.parse(text);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error('must be a JSON object');
  return given as Record<string, unknown>;
}

function findLogo(file: string, logo: string): string {
  if (!/\.(svg|png)$/.test(logo)) throw new Error('"logoFile" must be an .svg or a .png');
  const path = resolve(dirname(file), logo);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Error(`"logoFile" does not exist: ${path}`);
  return path;
}

/** White text stands on this colour, and this colour stands on white. */
function assertReadable(colour: string): void {
  if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error('"colour" must be written #rrggbb, in lower case');
  const contrast = 1.05 / (luminanceOf(colour) + 0.05);
  if (contrast < LEAST_CONTRAST) {
    throw new Error(`"colour" has a contrast of ${contrast.toFixed(1)} to white; people need at least ${LEAST_CONTRAST}`);
  }
}

/** Relative luminance as WCAG defines it, 0 to 1. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
