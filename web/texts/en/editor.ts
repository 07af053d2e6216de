// English: what the editor itself says. How texts are written: ../en.ts.
export const editor = {
  'editor.format': 'Format the code',
  'editor.explain': 'Explain what is at the caret',
  'editor.problems': 'List the problems in the code',
  'editor.find': 'Find in the code',
  'keys.complete': 'In the code: what can stand here',
  'help.not loaded':
    'Completion and checks could not be loaded. Everything else works; the next try may.',
  'help.too large':
    'This program is too large for completion, checks and formatting. It runs all the same.',
  'help.too slow':
    'Completion and checks took too long with this program and have been stopped.',
  'help.failed': 'Completion and checks failed with this program: {reason}',
  'help.typesOnly': 'TypeScript; Node takes types out and does not check them',
  'help.notErasable':
    'Node only takes types out: it does not run this syntax of TypeScript.',
  'help.typeImport':
    'This is a type: without “type” before it, Node looks for a value of this name and finds none.',
  'help.notOffered':
    'The module “{module}” is part of Node, but Tincan does not offer it. Offered are: {offered}.',
  'help.unknownModule':
    'There is no module “{module}” here: a program is one file, and asks for modules of Node.',
  'help.nothingHere': 'Nothing is known of what is at the caret.',
  'help.formatted': 'Formatted.',

  'completion.Completions': 'What can stand here',
  'lint.Diagnostics': 'Problems',
  'lint.No diagnostics': 'No problems found',

  'search.Find': 'Find',
  'search.Replace': 'Replace',
  'search.next': 'next',
  'search.previous': 'previous',
  'search.all': 'all',
  'search.match case': 'match case',
  'search.regexp': 'regexp',
  'search.by word': 'by word',
  'search.replace': 'replace',
  'search.replace all': 'replace all',
  'search.close': 'close',
} as const;
