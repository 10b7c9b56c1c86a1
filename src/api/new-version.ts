import { createStore } from 'zustand/vanilla'

/** Whether the server has another version of the page than this one, as far as was checked. */
export const newVersion = createStore(() => ({ isThere: false }))

let isChecking = false

/** The sources of the page's scripts. Their names have hashes of all that the page is built of. */
const readScripts = (page: Document) =>
  [...page.querySelectorAll('script[type="module"][src]')].map((script) =>
    script.getAttribute('src'),
  )

/**
 * Compares the page that the server has now with this one, because a missing chunk may mean either
 * a new version or a server that is gone. It never throws.
 */
export async function checkVersion(): Promise<void> {
  if (newVersion.getState().isThere || isChecking) return
  isChecking = true
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const scripts = readScripts(page)
    const isOurs = page.getElementById('root') !== null && scripts.length > 0
    if (isOurs && String(scripts) !== String(readScripts(document)))
      newVersion.setState({ isThere: true })
  } catch {
    // The server is gone, which is no new version.
  } finally {
    isChecking = false
  }
}
