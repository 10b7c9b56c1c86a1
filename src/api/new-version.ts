import { createStore } from 'zustand/vanilla'

/** Whether the last check found another version of the page on the server. */
export const newVersion = createStore(() => ({ isAvailable: false }))

let isChecking = false

/** Returns the sources of the page's scripts. Their names hold hashes of the build. */
const readScripts = (page: Document) =>
  [...page.querySelectorAll('script[type="module"][src]')].map((script) =>
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
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const scripts = readScripts(page)
    const isOurs = page.getElementById('root') !== null && scripts.length > 0
    if (isOurs && String(scripts) !== String(readScripts(document)))
      newVersion.setState({ isAvailable: true })
  } catch {
    // The server is unreachable, which is no new version.
  } finally {
    isChecking = false
  }
}
