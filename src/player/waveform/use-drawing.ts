import { useComputedColorScheme } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { drawPeaks } from './draw-peaks.ts'
import type { Peaks } from './peaks.ts'

/**
 * Draws on a canvas whenever what it shows, its size or the colours change.
 * @param seconds length of the recording; `null` where only the peaks tell
 * @param elapsed seconds played
 * @returns the ref of the canvas
 */
export function useDrawing(peaks: Peaks | null, seconds: number | null, elapsed: number) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ref: sizeRef, width, height } = useElementSize<HTMLCanvasElement>()
  const scheme = useComputedColorScheme()

  useEffect(() => {
    // The colours come from the style, which is right once the page is about to be painted.
    const frame = requestAnimationFrame(() => {
      if (!canvas.current || !peaks || width * height === 0 || !scheme) return
      const known = peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)
      drawPeaks(canvas.current, { peaks, seconds: seconds ?? known, elapsed })
    })
    return () => cancelAnimationFrame(frame)
  }, [peaks, seconds, elapsed, width, height, scheme])

  return useMergedRef(canvas, sizeRef)
}
