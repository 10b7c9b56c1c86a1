import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { formatInZone, inZone } from '../calls/time.ts'
import classes from './ShortSlices.module.css'
import type { Slice } from './slices/slice.ts'

/** More than these are counted. */
const MOST = 5

/** The parts of the period that did not add up, latest first. */
export function ShortSlices({ slices, timeZone }: { slices: readonly Slice[]; timeZone: string }) {
  const t = useTranslations('export')
  if (slices.length === 0) return null
  const say = (second: number) => (
    <span className={classes.time}>
      {formatInZone(inZone(second * 1000, timeZone), timeZone, 'YYYY-MM-DD HH:mm:ss')}
    </span>
  )
  return (
    <>
      <Text size="sm" mt="xs">
        {t('short', { zone: timeZone })}
      </Text>
      <ul className={classes.slices}>
        {slices.slice(0, MOST).map(({ from, to }) => (
          <li key={from}>
            {say(from)} – {say(to)}
          </li>
        ))}
        {slices.length > MOST && <li>{t('more', { count: slices.length - MOST })}</li>}
      </ul>
    </>
  )
}
