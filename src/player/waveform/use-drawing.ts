import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type RefObject, useEffect } from 'react'
import { drawPeaks, type Picture } from './draw-peaks.ts'

type Drawing = Omit<Picture, 'peaks' | 'shown'> & {
  peaks: Picture['peaks'] | null
  from: number
  to: number
}

/**
 * Draws on a canvas whenever what it shows, its size or the colours change.
 * @returns the ref that looks after its size
 */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  { peaks, details, from, to, elapsed, skipped }: Drawing,
) {
  const { ref, width, height } = useElementSize<HTMLCanvasElement>()
  const scheme = useComputedColorScheme()

  useEffect(() => {
    // The colours come from the style, which is right once the page is about to be painted.
    const frame = requestAnimationFrame(() => {
      if (!canvas.current || !peaks || width * height === 0 || !scheme) return
      drawPeaks(canvas.current, { peaks, details, shown: { from, to }, elapsed, skipped })
    })
    return () => cancelAnimationFrame(frame)
  }, [canvas, peaks, details, from, to, elapsed, skipped, width, height, scheme])

  return ref
}
