import { type RefObject, useEffect, useRef } from 'react'

/**
 * Focuses a new button where the one that had the focus has just gone, so the keyboard goes on.
 * It does not scroll: what ended, and how, stands above the button.
 */
export function useTakenFocus(): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
  }, [])
  return button
}
