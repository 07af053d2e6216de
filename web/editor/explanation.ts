// A signature and its documentation as elements. Of Markdown as much as Node's documentation is written with; nothing
// becomes HTML but what is made here.
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { highlightCode } from '@lezer/highlight';
import type { Explanation } from '../language/protocol';
import { colours } from './theme';

function element(
  name: string,
  className: string,
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

function code(text: string): HTMLElement {
  const block = element('pre', '');
  highlightCode(
    text,
    typescriptLanguage.parser.parse(text),
    colours,
    (part, classes) => block.append(element('span', classes, part)),
    () => block.append('\n'),
  );
  return block;
}

function link(words: string, address: string): HTMLElement {
  const made = element('a', '', ...inline(words)) as HTMLAnchorElement;
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}

const marks =
  /`([^`]+)`|\[((?:[^\]`]|`[^`]*`)+)\]\((https:[^)\s]+)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;

function inline(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let done = 0;
  for (const found of text.matchAll(marks)) {
    parts.push(text.slice(done, found.index));
    const [whole, quoted, words, address, strong, emphasis] = found;
    if (quoted !== undefined) parts.push(element('code', '', quoted));
    else if (words !== undefined) parts.push(link(words, address!));
    else if (strong !== undefined)
      parts.push(element('strong', '', ...inline(strong)));
    else parts.push(element('em', '', emphasis!));
    done = found.index + whole.length;
  }
  return [...parts, text.slice(done)];
}

function block(text: string): HTMLElement {
  const items = text.split(/^[*-] +/m);
  if (items.length > 1 && items[0]!.trim() === '')
    return element(
      'ul',
      '',
      ...items.slice(1).map((item) => element('li', '', ...inline(item))),
    );
  const heading = /^#+ +(.*)/.exec(text);
  return element(
    'p',
    '',
    ...(heading
      ? [element('strong', '', ...inline(heading[1]!))]
      : inline(text)),
  );
}

function documentation(markdown: string): HTMLElement[] {
  return markdown.split(/^```\w*\n([\s\S]*?)^```$/m).flatMap((part, i) =>
    i % 2 === 1
      ? [code(part.trimEnd())]
      : part
          .split(/\n\s*\n/)
          .filter((text) => text.trim() !== '')
          .map((text) => block(text.trim())),
  );
}

export function explanationElement(explained: Explanation): HTMLElement {
  const signature = code(explained.signature);
  signature.classList.add('cm-signature');
  return element(
    'div',
    'cm-explanation',
    signature,
    ...documentation(explained.documentation),
  );
}
