import { builtinEnvironments } from 'vitest/runtime'

/*
 * The document of the tests named `*.dom.test.ts(x)`. It is one for all that a process runs, as to
 * load it, and the libraries that draw in it, takes longer than the tests; each file finds it empty.
 */
if (!('document' in globalThis)) await builtinEnvironments['happy-dom'].setup(globalThis, {})
document.body.replaceChildren()
localStorage.clear()
