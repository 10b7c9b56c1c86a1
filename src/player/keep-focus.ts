/**
 * Gives the focus to `fallback` where the control in `root` that had it goes, or can be used no
 * more: keys would go nowhere, and the next Tab would begin at the top of the page.
 * @returns the function that ends it
 */
export function keepFocus(root: HTMLElement, fallback: () => HTMLElement | null): () => void {
  let focused: Element | null = null
  const controller = new AbortController()
  const { signal } = controller
  const isWithin = (target: EventTarget | null): target is Element =>
    target instanceof Element && root.contains(target)

  const onFocus = ({ target }: FocusEvent) => {
    focused = isWithin(target) ? target : null
  }
  /** A click beside it is how somebody leaves. */
  const onPress = ({ target }: PointerEvent) => {
    if (!isWithin(target)) focused = null
  }
  document.addEventListener('focusin', onFocus, { signal })
  document.addEventListener('pointerdown', onPress, { signal })
  const observer = new MutationObserver(() => {
    if (!focused || (focused.isConnected && !focused.matches(':disabled'))) return
    const { activeElement } = document
    const isNowhere = activeElement === document.body || activeElement === focused
    focused = null
    if (isNowhere) fallback()?.focus()
  })
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    controller.abort()
    observer.disconnect()
  }
}
