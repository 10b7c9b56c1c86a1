import { RangeSlider, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { SHORT_TALK_SECONDS } from '../calls/figures.ts'
import type { SecondsRange } from '../calls/query.ts'
import { formatDuration } from '../i18n/duration.ts'
import { FieldGroup, type FilterProps } from './FieldGroup.tsx'
import classes from './TalkFilter.module.css'

/** The steps of the slider in seconds, close to a square-root scale. The last one has no limit. */
const STOPS = [0, 3, 10, 20, 30, 60, 90, 120, 180, 240, 300, 360, 420, 480, 540, 600] as const
const LAST = STOPS.length - 1
const LONG_SECONDS = 600

/** The figures count calls of exactly this length as short, so the filter has them, too. */
const PRESETS = {
  talkShort: { min: null, max: SHORT_TALK_SECONDS },
  talkLong: { min: LONG_SECONDS, max: null },
} satisfies Record<string, SecondsRange>

const isSame = (a: SecondsRange | null, b: SecondsRange | null) =>
  a?.min === b?.min && a?.max === b?.max

/** Returns the position of the slider that is nearest to a limit. */
const positionOf = (seconds: number) =>
  Math.min(LAST, STOPS.filter((stop) => stop < seconds).length)

/** Returns the positions of both ends of the slider. */
export function positionsOf(talk: SecondsRange | null): [number, number] {
  return [positionOf(talk?.min ?? 0), positionOf(talk?.max ?? Number.POSITIVE_INFINITY)]
}

/** Returns the range between two positions; `null` without limits. */
export function talkBetween([first, last]: readonly [number, number]): SecondsRange | null {
  const min = first === 0 ? null : (STOPS[first] ?? null)
  const max = last === LAST ? null : (STOPS[last] ?? null)
  return min === null && max === null ? null : { min, max }
}

/** The filter for the talk time. All changes during one focus are one history step. */
export function TalkFilter({ list: { talk: value }, onFilter }: FilterProps) {
  const t = useTranslations('filters')
  const [pushed, setPushed] = useState(false)
  const [drag, setDrag] = useState<{ from: typeof value; to: [number, number] } | null>(null)
  const dragged = drag?.from === value ? drag.to : null // until the value changes
  const shown = dragged ? talkBetween(dragged) : value
  const words = (position: number) =>
    position === LAST ? t('noLimit') : formatDuration(STOPS[position] ?? 0)
  return (
    <FieldGroup name={t('talk')} onClear={value ? () => onFilter({ talk: null }) : undefined}>
      <div className={classes.presets}>
        {(['talkShort', 'talkLong'] as const).map((name) => (
          <UnstyledButton
            key={name}
            className={classes.preset}
            aria-pressed={isSame(value, PRESETS[name])}
            onClick={() => onFilter({ talk: isSame(value, PRESETS[name]) ? null : PRESETS[name] })}
          >
            {t(name, { seconds: SHORT_TALK_SECONDS, minutes: LONG_SECONDS / 60 })}
          </UnstyledButton>
        ))}
      </div>
      <RangeSlider
        className={classes.slider}
        classNames={{ track: classes.track, thumb: classes.thumb }}
        size={4}
        thumbSize={16}
        min={0}
        max={LAST}
        minRange={0}
        label={null}
        thumbFromLabel={t('talkFrom')}
        thumbToLabel={t('talkTo')}
        thumbValueText={words}
        value={dragged ?? positionsOf(value)}
        onChange={(to) => setDrag({ from: value, to })}
        onChangeEnd={(next) => {
          const talk = talkBetween(next)
          if (isSame(talk, value)) return
          onFilter({ talk }, pushed ? 'replace' : 'push')
          setPushed(true)
        }}
        onBlur={() => setPushed(false)}
      />
      <div className={classes.ends} aria-hidden>
        <span>{t('talkFromWord', { time: formatDuration(shown?.min ?? 0) })}</span>
        <span>
          {shown?.max == null ? t('noLimit') : t('talkToWord', { time: formatDuration(shown.max) })}
        </span>
      </div>
    </FieldGroup>
  )
}
