let isThere = false
let isChecking = false
const listeners = new Set<() => void>()

/** The script of a page, whose name has a hash of all that the page is built of. */
const SCRIPT = 'script[type="module"][src]'

/**
 * Compares the page that the server has now with this one, which tells a replaced version from a
 * server that is gone. It never throws.
 */
export async function checkVersion(): Promise<void> {
  if (isThere || isChecking) return
  isChecking = true
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
    const html = response.ok ? await response.text() : ''
    const page = new DOMParser().parseFromString(html, 'text/html')
    const [here, now] = [document, page].map((each) =>
      each.querySelector(SCRIPT)?.getAttribute('src'),
    )
    const isOurs = page.getElementById('root') !== null
    if (!isOurs || !here || !now || here === now) return
    isThere = true
    for (const listener of listeners) listener()
  } catch {
    // The server is gone: that is no new version.
  } finally {
    isChecking = false
  }
}

const onMissingChunk = () => void checkVersion()

/** Whether the server has another version of the page than this one, once a chunk was missing. */
export const newVersion = {
  isThere: () => isThere,
  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    addEventListener('vite:preloadError', onMissingChunk) // adds it only once
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) removeEventListener('vite:preloadError', onMissingChunk)
    }
  },
}
