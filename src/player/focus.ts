/**
 * Returns the play button of a call if the page shows one.
 * @param within a selector; `tr` leaves out the call's details
 */
export function findPlayButton(callId: string, within = 'body'): HTMLElement | null {
  return document.querySelector(`${within} [data-play-call="${CSS.escape(callId)}"]`)
}

/**
 * Moves the focus to `fallback` if the focused control in `root` is removed or disabled. Otherwise
 * keys would do nothing, and Tab would start at the top of the page.
 * @returns a function that ends it
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
  /** A click elsewhere leaves the root on purpose. */
  const onPress = ({ target }: PointerEvent) => {
    if (!isWithin(target)) focused = null
  }
  document.addEventListener('focusin', onFocus, { signal })
  document.addEventListener('pointerdown', onPress, { signal })
  const observer = new MutationObserver(() => {
    if (!focused || (focused.isConnected && !focused.matches(':disabled'))) return
    const { activeElement } = document
    const isLost = activeElement === document.body || activeElement === focused
    focused = null
    if (isLost) fallback()?.focus()
  })
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    controller.abort()
    observer.disconnect()
  }
}
