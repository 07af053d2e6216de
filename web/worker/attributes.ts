// What an import asks of a module besides its name: `with { type: 'json' }`. Node's own modules are of no type that can be
// asked for, so every attribute is refused, in Node's words. It reads text and values, and runs nothing.
import { nodeError } from './node_error';

const TypeErrorOfNode = TypeError as unknown as ErrorConstructor;

/** @returns why Node would not import its module `name` so; null if it would */
function refusalOf(name: string, key: string, value: string): Error | null {
  return key === 'type' && value === 'json'
    ? nodeError(
        TypeErrorOfNode,
        'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE',
        `Module "node:${name}" is not of type "json"`,
      )
    : nodeError(
        TypeErrorOfNode,
        'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED',
        `Import attribute "${key}" with value "${value}" is not supported in node:${name}`,
      );
}

function refusal(
  name: string,
  attributes: [key: string, value: string][],
): Error | null {
  // A type is looked at last.
  const first = attributes.find(([key]) => key !== 'type') ?? attributes[0];
  return first ? refusalOf(name, ...first) : null;
}

/**
 * Of an import that is declared.
 * @param written between the braces; what is no list of attributes is a mistake that compiling tells
 */
export function declaredRefusal(name: string, written: string): Error | null {
  const found = written.matchAll(
    /(?:([\p{ID_Continue}$]+)|(['"])(.*?)\2)\s*:\s*(['"])(.*?)\4/gu,
  );
  return refusal(
    name,
    [...found].map(([, word, , quoted, , value]) => [word ?? quoted!, value!]),
  );
}

/** Of import(): throws what it rejects with, but for what is said of the module. */
export function attributesOf(options: unknown): [key: string, value: string][] {
  if (options === undefined) return [];
  const isObject = (value: unknown): value is object =>
    (typeof value === 'object' && value !== null) ||
    typeof value === 'function';
  if (!isObject(options))
    throw new TypeError('The second argument to import() must be an object');
  const { with: asked } = options as { with?: unknown };
  if (asked === undefined) return [];
  if (!isObject(asked))
    throw new TypeError("The 'with' option must be an object");
  const attributes = Object.entries(asked);
  if (attributes.some(([, value]) => typeof value !== 'string'))
    throw new TypeError('Import attribute value must be a string');
  return attributes as [string, string][];
}

export function refuseAttributes(
  name: string,
  attributes: [key: string, value: string][],
): void {
  const error = refusal(name, attributes);
  if (error) throw error;
}
