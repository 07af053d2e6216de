// English: what stands in others' articles, which load no more than they need.
export const embed = {
  run: 'Run it in Tincan',
  frame: '{filename} in Tincan',
  open: 'Open in a tab of its own',
} as const;
