import { builtinEnvironments } from 'vitest/runtime'

/*
 * The document of tests named `*.dom.test.ts(x)`. All files of a process share it,
 * because loading it takes longer than the tests. Each file starts with an empty one.
 */
if (!('document' in globalThis))
  await builtinEnvironments['happy-dom'].setup(globalThis, {
    happyDOM: { settings: { enableIframePageLoading: true } },
  })
document.body.replaceChildren()
localStorage.clear()
