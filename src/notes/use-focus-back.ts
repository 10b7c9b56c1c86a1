import { type RefCallback, type RefObject, useCallback } from 'react'

/**
 * For what may go while it has the focus, which would leave the next keys to the page. Somebody who
 * was typing goes on in `field`. From a button the focus goes to the note after it, else to
 * `heading`: in a field, the next key of the player would be typed. React ends a ref before it takes
 * the element out of the page, when the focus can still be seen in it.
 */
export function useFocusBack(
  field: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
): RefCallback<HTMLElement> {
  return useCallback(
    (going) => () => {
      const had = document.activeElement
      if (!had || !going?.contains(had)) return
      const after = going.nextElementSibling?.querySelector('button') ?? heading.current
      const next = had.matches('textarea') ? field.current : after
      next?.focus()
    },
    [field, heading],
  )
}
