import { useComputedColorScheme } from '@mantine/core'
import { type RefObject, useEffect } from 'react'
import { drawPeaks, type Picture } from './draw-peaks.ts'

type Drawing = Omit<Picture, 'peaks' | 'shown'> & {
  peaks: Picture['peaks'] | null
  from: number
  to: number
}

/** Draws on a canvas whenever what it shows, its size or the colours change. */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  { peaks, from, to, elapsed, skipped }: Drawing,
): void {
  const scheme = useComputedColorScheme()

  useEffect(() => {
    const element = canvas.current
    if (!element || !peaks || !scheme) return
    // It is told of the size to begin with too: in the frame that comes, with size and colours as
    // they will be painted.
    const observer = new ResizeObserver(() => {
      drawPeaks(element, { peaks, shown: { from, to }, elapsed, skipped })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [canvas, peaks, from, to, elapsed, skipped, scheme])
}
