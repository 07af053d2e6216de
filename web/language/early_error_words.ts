// V8's words for what acorn finds, where one of acorn's messages stands for one of V8's. Words only.

const words = new Map([
  ['Assigning to rvalue', 'Invalid left-hand side in assignment'],
  [
    'Optional chaining cannot appear in left-hand side',
    'Invalid left-hand side in assignment',
  ],
  [
    'Optional chaining cannot appear in the callee of new expressions',
    'Invalid optional chain from new expression',
  ],
  [
    'Optional chaining cannot appear in the tag of tagged template expressions',
    'Invalid tagged template on optional chain',
  ],
  [
    'Duplicate constructor in the same class',
    'A class may only have one constructor',
  ],
  [
    "Constructor can't have get/set modifier",
    'Class constructor may not be an accessor',
  ],
  [
    "Constructor can't be an async method",
    'Class constructor may not be an async method',
  ],
  [
    'Classes may not have a static property named prototype',
    "Classes may not have a static property named 'prototype'",
  ],
  [
    "Classes can't have a field named 'constructor'",
    "Classes may not have a field named 'constructor'",
  ],
  [
    "Classes can't have an element named '#constructor'",
    "Classes may not have a field named 'constructor'",
  ],
  [
    "Cannot use 'arguments' in class field initializer",
    "'arguments' is not allowed in class field initializer or static initialization block",
  ],
  [
    'super() call outside constructor of a subclass',
    "'super' keyword unexpected here",
  ],
  ["'super' keyword outside a method", "'super' keyword unexpected here"],
  ["'return' outside of function", 'Illegal return statement'],
  [
    'Redefinition of __proto__ property',
    'Duplicate __proto__ fields are not allowed in object literals',
  ],
  ['Invalid number', 'Octal literals are not allowed in strict mode.'],
  [
    'Octal literal in strict mode',
    'Octal escape sequences are not allowed in strict mode.',
  ],
  [
    "'with' in strict mode",
    'Strict mode code may not include a with statement',
  ],
  [
    'Argument name clash',
    'Duplicate parameter name not allowed in this context',
  ],
  [
    'Deleting local variable in strict mode',
    'Delete of an unqualified identifier in strict mode.',
  ],
  [
    "Cannot use 'await' as identifier inside an async function",
    'Unexpected reserved word',
  ],
  [
    'Cannot use await in class static initialization block',
    'Unexpected reserved word',
  ],
  [
    "Cannot use keyword 'await' outside an async function",
    'Unexpected reserved word',
  ],
  [
    'Yield expression cannot be a default value',
    'Yield expression not allowed in formal parameter',
  ],
  [
    'Multiple default clauses',
    'More than one default clause in switch statement',
  ],
  [
    'Complex binding patterns require an initialization value',
    'Missing initializer in destructuring declaration',
  ],
  ['Duplicate regular expression flag', 'Invalid regular expression flags'],
  ['Invalid regular expression flag', 'Invalid regular expression flags'],
  [
    'Numeric separator must be exactly one underscore',
    'Only one underscore is allowed as numeric separator',
  ],
  [
    'Numeric separator is not allowed at the last of digits',
    'Numeric separators are not allowed at the end of numeric literals',
  ],
  [
    'Numeric separator is not allowed in legacy octal numeric literals',
    'Numeric separator can not be used after leading 0.',
  ],
  ['Identifier directly after number', 'Invalid or unexpected token'],
  ['Unterminated string constant', 'Invalid or unexpected token'],
  ['Unterminated comment', 'Invalid or unexpected token'],
  ['Unterminated template', 'Unterminated template literal'],
  [
    'Shorthand property assignments are valid only in destructuring patterns',
    'Invalid shorthand property initializer',
  ],
  [
    'getter should have no params',
    'Getter must not have any formal parameters.',
  ],
  [
    'setter should have exactly one param',
    'Setter must have exactly one formal parameter.',
  ],
  ['Code point out of bounds', 'Undefined Unicode code-point'],
  ['Missing catch or finally clause', 'Missing catch or finally after try'],
  [
    "'new.target' can only be used in functions and class static block",
    'new.target expression is not allowed here',
  ],
  [
    'An export name cannot include a lone surrogate.',
    'Invalid module export name: contains unpaired surrogate',
  ],
  [
    'A string literal cannot be used as an exported binding without `from`.',
    "String literal module export names must be followed by a 'from' clause",
  ],
]);

/** Those that carry a name. */
const patterns: [from: RegExp, to: string][] = [
  [/^The keyword '(?:enum|await)' is reserved$/, 'Unexpected reserved word'],
  [/^The keyword '.*' is reserved$/, 'Unexpected strict mode reserved word'],
  [
    /^(?:Assigning to|Binding) (?:eval|arguments) in strict mode$/,
    'Unexpected eval or arguments in strict mode',
  ],
  [/^Binding .* in strict mode$/, 'Unexpected strict mode reserved word'],
  [
    /^Label '(.*)' is already declared$/,
    "Label '$1' has already been declared",
  ],
  [/^Export '(.*)' is not defined$/, "Export '$1' is not defined in module"],
  [/^Duplicate export '(.*)'$/, "Duplicate export of '$1'"],
  [
    /^Duplicate attribute key '(.*)'$/,
    "Import attribute has duplicate key '$1'",
  ],
  [/^Unexpected keyword '.*'$/, 'Unexpected reserved word'],
  [/^(for-\w+ loop variable declaration .*)$/, '$1.'],
  [/^Unexpected character '.*'$/, 'Invalid or unexpected token'],
];

/** Those that depend on what is written where it is wrong. */
function wordsAt(message: string, written: string): string | null {
  if (/^'import' and 'export' may/.test(message))
    return /^import\b/.test(written)
      ? 'Cannot use import statement outside a module'
      : "Unexpected token 'export'";
  const [, jump, label] =
    /^(break|continue)[^\S\n]*([\p{ID_Continue}$]*)/u.exec(written) ?? [];
  if (!/^Unsyntactic/.test(message) || jump === undefined) return null;
  if (jump === 'break')
    return label ? `Undefined label '${label}'` : 'Illegal break statement';
  return `Illegal continue statement: ${
    label
      ? `'${label}' does not denote an iteration statement`
      : 'no surrounding iteration statement'
  }`;
}

/**
 * Acorn's own where V8 has several for it.
 * @param written the text from where it is wrong
 */
export function wordsOf(message: string, written: string): string {
  const known = words.get(message) ?? wordsAt(message, written);
  if (known !== null) return known;
  const pattern = patterns.find(([from]) => from.test(message));
  return pattern ? message.replace(...pattern) : message;
}
