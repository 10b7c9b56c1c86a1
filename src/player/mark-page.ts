/**
 * Says on the page's root that the dock is there: `data-docked`, for what lies under it. A `:has()`
 * on the root would search all of a long list at every change of the page.
 * @returns the function that takes it back
 */
export function markPage(): () => void {
  const { dataset } = document.documentElement
  dataset.docked = ''
  return () => {
    delete dataset.docked
  }
}
