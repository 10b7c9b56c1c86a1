import { NativeSelect } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Session } from '../../calls/call.ts'
import type { Side, Sides } from './create-sides.ts'

const SIDES: readonly Side[] = ['both', 'left', 'right']

interface SideSelectProps {
  sides: Sides
  /** Who speaks on the left and on the right; `null` where nobody said. */
  channels: Session['recordingChannels']
}

/** Which side of a stereo call is heard; nothing where a call has but one. */
export function SideSelect({ sides, channels }: SideSelectProps) {
  const t = useTranslations('player.side')
  const { side, isStereo } = useSyncExternalStore(sides.subscribe, sides.getState)
  if (!isStereo) return null
  const [left, right] = channels ?? (['left', 'right'] as const)
  const names = { both: t('both'), left: t(left), right: t(right) }
  return (
    <NativeSelect
      aria-label={t('title')}
      size="xs"
      value={side}
      data={SIDES.map((value) => ({ value, label: names[value] }))}
      onChange={(event) => {
        const chosen = SIDES.find((each) => each === event.currentTarget.value)
        if (chosen) sides.setSide(chosen)
      }}
    />
  )
}
