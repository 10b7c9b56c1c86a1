/** What is said of selected calls; it loads with the first one. */
export const selection = {
  page: 'Select page',
  most: '{count, plural, one {# call} other {# calls}} selected, the most there can be',
  clear: 'Clear selection',
  copy: 'Copy',
  copied: 'Copied {count, plural, one {# call} other {# calls}}',
  unavailable: 'Copying needs https. Export them instead.',
  refused: 'Not copied: the browser did not allow it. Try again, or export them.',
} as const
