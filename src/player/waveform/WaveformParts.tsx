import { IconFlag3Filled } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { LoopState } from '../loop.ts'
import type { TimeSpan } from '../time-span.ts'
import { placeStyle, placeWithin } from './view.ts'
import layerClasses from './WaveformLayer.module.css'
import marksClasses from './WaveformMarks.module.css'

interface WaveformLayerProps {
  /** The time span in view. All times are in seconds. */
  shown: TimeSpan
  /** The position under the pointer. */
  pointed: number | null
  /** The loop, or the one that is being drawn. */
  loop: LoopState
}

/** Draws the loop and the time under the pointer over the waveform. */
export function WaveformLayer({ shown, pointed, loop }: WaveformLayerProps) {
  const isShown = (second: number) => second >= shown.from && second <= shown.to
  const at = (from: number, to = from) => placeStyle(shown, { from, to })
  const { from, to } = loop
  return (
    <div className={layerClasses.root} aria-hidden>
      {from !== null && to !== null && from < shown.to && to > shown.from && (
        <div className={layerClasses.loop} style={at(from, to)} />
      )}
      {from !== null && to === null && isShown(from) && (
        <div className={layerClasses.loop} data-open style={at(from)} />
      )}
      {pointed !== null && (
        <div className={layerClasses.place} style={at(pointed)}>
          <bdi
            className={layerClasses.time}
            data-side={placeWithin(shown, pointed) > 0.5 ? 'before' : 'after'}
          >
            {formatDuration(pointed)}
          </bdi>
        </div>
      )}
    </div>
  )
}

/** A position that has a note. */
export interface Mark {
  /** Seconds from the start of the recording. */
  seconds: number
  text: string
}

interface WaveformMarksProps {
  marks: readonly Mark[]
  /** The time span in view, in seconds from the start. */
  from: number
  to: number
  onSeek: (seconds: number) => void
}

/**
 * Shows a flag for each note, which seeks there. It is memoized, because there may be a thousand.
 */
export const WaveformMarks = memo(({ marks, from, to, onSeek }: WaveformMarksProps) => {
  const t = useTranslations('player')
  const seen = marks.filter(({ seconds }) => seconds >= from && seconds <= to)
  const apart = new Map(seen.map((mark) => [`${mark.seconds} ${mark.text}`, mark]))
  return [...apart].map(([key, { seconds, text }]) => (
    <button
      key={key}
      type="button"
      className={marksClasses.mark}
      style={placeStyle({ from, to }, { from: seconds, to: seconds })}
      title={text}
      aria-label={t('mark', { time: formatDuration(seconds), text })}
      onClick={() => onSeek(seconds)}
    >
      <IconFlag3Filled size={12} aria-hidden />
    </button>
  ))
})
