import { type RefObject, useEffect, useRef } from 'react'

/** Focuses a new button where the one that had the focus has just gone, so the keyboard goes on. */
export function useTakenFocus(): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus()
  }, [])
  return button
}
