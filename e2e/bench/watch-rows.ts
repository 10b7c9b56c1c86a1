/*
 * These functions run in the page. They are sent there as text and may use nothing but the page,
 * and name no function inside: tsx would wrap it in a call of its own, which the page has not.
 */

declare global {
  interface Window {
    /** ms from a click to the frame that shows what it asked for; `null` until then. */
    benchAnswerMs: number | null
  }
}

/** Marks the frame after the one in which the first calls were painted as `rows-painted`. */
export function markFirstRows(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('tbody tr[data-id]')) return
    observer.disconnect()
    // The callback of a frame runs before its painting; the next one's comes after it.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('rows-painted')))
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** Measures from the next click to the painted rows of another result. */
export function timeNextRows(): void {
  const table = document.querySelector('table') as HTMLTableElement
  const before = table.querySelector('tr[data-id]')?.getAttribute('data-id')
  window.benchAnswerMs = null
  let clickedAt = 0
  let wasStale = false
  const observer = new MutationObserver(() => {
    const isStale = table.hasAttribute('data-stale')
    wasStale ||= isStale
    const first = table.querySelector('tr[data-id]')?.getAttribute('data-id')
    if (clickedAt === 0 || isStale || (!wasStale && first === before)) return
    observer.disconnect()
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.benchAnswerMs = performance.now() - clickedAt
      }),
    )
  })
  observer.observe(table, { subtree: true, childList: true, attributes: true })
  document.addEventListener(
    'click',
    (event) => {
      clickedAt = event.timeStamp
    },
    { capture: true, once: true },
  )
}
