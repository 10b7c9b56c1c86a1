import { type RefObject, useEffect } from 'react'

/** Scrolls `scroller` to its top whenever `content` is another one. */
export function useTopOf(scroller: RefObject<HTMLElement | null>, content: string): void {
  useEffect(() => {
    if (content) scroller.current?.scrollTo({ top: 0 })
  }, [scroller, content])
}
