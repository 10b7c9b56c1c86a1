import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import { placeStyle } from './place-within.ts'
import classes from './WaveformMarks.module.css'

/** A moment that somebody noted. */
export interface Mark {
  /** Seconds from the start of the recording. */
  seconds: number
  text: string
}

interface WaveformMarksProps {
  marks: readonly Mark[]
  /** The stretch of the recording that is shown, in seconds from its start. */
  from: number
  to: number
  onSeek: (seconds: number) => void
}

/**
 * A tick over the waveform for each moment that was noted, which goes there. There may be a
 * thousand, and they stay where they are while the sound goes on.
 */
export const WaveformMarks = memo(({ marks, from, to, onSeek }: WaveformMarksProps) => {
  const t = useTranslations('player')
  const seen = marks.filter(({ seconds }) => seconds >= from && seconds <= to)
  const apart = new Map(seen.map((mark) => [`${mark.seconds} ${mark.text}`, mark]))
  return [...apart].map(([key, { seconds, text }]) => (
    <button
      key={key}
      type="button"
      className={classes.mark}
      style={placeStyle({ from, to }, { from: seconds, to: seconds })}
      title={text}
      aria-label={t('mark', { time: formatDuration(seconds), text })}
      onClick={() => onSeek(seconds)}
    />
  ))
})
