import { createStore } from 'zustand/vanilla'

/** Whether the last check found another version of the page on the server. */
export const newVersion = createStore(() => ({ isAvailable: false }))

let isChecking = false

/** The built page's script modules. Trusted Types forbid to parse the page. */
const MODULE = /<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"/g

/** Returns the sources of this page's script modules. Their names hold hashes of the build. */
const ownScripts = () =>
  [...document.querySelectorAll('script[type="module"][src]')].map((script) =>
    script.getAttribute('src'),
  )

/**
 * Compares the server's page with this one, because a missing chunk means either a new version or
 * an unreachable server. It never throws.
 */
export async function checkVersion(): Promise<void> {
  if (newVersion.getState().isAvailable || isChecking) return
  isChecking = true
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
    if (!response.ok) return
    const html = await response.text()
    const scripts = [...html.matchAll(MODULE)].map(([, source]) => source)
    const isOurs = html.includes('id="root"') && scripts.length > 0
    if (isOurs && String(scripts) !== String(ownScripts()))
      newVersion.setState({ isAvailable: true })
  } catch {
    // The server is unreachable, which is no new version.
  } finally {
    isChecking = false
  }
}
