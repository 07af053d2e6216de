// English: what the editor itself says. How texts are written: ../en.ts.
export const editor = {
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
