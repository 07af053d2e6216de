// A document, or those of both cans, packed into a link's text and back: version, length, CRC-32 and deflated JSON. It
// reads whatever a link may hold and says in words why it cannot; it opens nothing and runs nothing.
import { programs } from '../programs/index';
import {
  checksum,
  fromBase64url,
  holdsBoth,
  inflate,
  packed,
  versions,
} from './packing';
import { filenameProblem } from '../run/format';
import { text as words } from '../texts/text';

const viewCharacters = 500;

/** How the page looked: the parts of it by name. Whoever shows a part knows its values. */
export type View = Record<string, string>;

export interface SharedDocument {
  /** Id in the chooser. */
  program: string;
  filename: string;
  code: string;
  view: View;
}

export interface SharedLink {
  shared: SharedDocument;
  /** B's, where `shared` is A's of a page with both; null: there is one alone. */
  beside: SharedDocument | null;
  checksum: string;
}

/** What went wrong, in words for the person. */
export class LinkProblem extends Error {}

/** The JSON inside. */
interface Body {
  program: string;
  filename: string;
  /** Missing: the program's own text. */
  code?: string;
  view: View;
  /** Of B, in the layout for both. */
  b?: Body;
}

export function pack(shared: SharedDocument): Promise<string> {
  return packed(bodyOf(shared));
}

export function packBoth(
  a: SharedDocument,
  b: SharedDocument,
): Promise<string> {
  return packed({ ...bodyOf(a), b: bodyOf(b) }, versions.both);
}

function bodyOf({ program, filename, code, view }: SharedDocument): Body {
  const own = programs.find(({ id }) => id === program)?.code === code;
  return { program, filename, ...(own ? {} : { code }), view };
}

/** @throws LinkProblem */
export async function unpack(text: string): Promise<SharedLink> {
  const [, numbered, length, sum, body] =
    /^(\d{1,6})\.(\d{1,9})\.([\da-f]{8})\.([\w-]*)$/.exec(text) ?? [];
  const laterVersion = /^(\d{1,6})\./.exec(text);
  if (laterVersion && Number(laterVersion[1]) > versions.both)
    throw new LinkProblem(words('link.newer'));
  if (/^[12](\.\d*(\.[\da-f]{0,8})?)?$/.test(text)) throw truncated();
  if (!/^[12]$/.test(numbered ?? '') || body === undefined || sum === undefined)
    throw new LinkProblem(words('link.foreign'));
  if (body.length < Number(length)) throw truncated();
  let bytes;
  try {
    bytes = fromBase64url(body);
  } catch {
    throw damaged();
  }
  if (body.length > Number(length) || checksum(bytes) !== sum) throw damaged();
  let json;
  try {
    json = new TextDecoder().decode(await inflate(bytes));
  } catch {
    throw damaged();
  }
  let whole;
  try {
    whole = JSON.parse(json) as Partial<Body> | null;
  } catch {
    throw damaged();
  }
  return {
    shared: readBody(whole),
    beside: holdsBoth(text) ? readBody(whole?.b) : null,
    checksum: sum,
  };
}

function readBody(body: Partial<Body> | null | undefined): SharedDocument {
  const own = programs.find(({ id }) => id === body?.program);
  const code = body?.code ?? own?.code;
  if (
    typeof body !== 'object' ||
    body === null ||
    body === undefined ||
    typeof body.filename !== 'string' ||
    typeof code !== 'string'
  )
    throw new LinkProblem(words('link.unknownProgram'));
  const view = Object.entries(body.view ?? {}).filter(
    ([, value]) => typeof value === 'string' && value.length <= viewCharacters,
  );
  return {
    program: own?.id ?? 'blank',
    filename:
      filenameProblem(body.filename) === null ? body.filename : 'program.js',
    code,
    view: Object.fromEntries(view),
  };
}

const truncated = () => new LinkProblem(words('link.cutOff'));
const damaged = () => new LinkProblem(words('link.damaged'));
