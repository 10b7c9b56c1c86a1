import { Button, NativeSelect } from '@mantine/core'
import {
  IconPlayerTrackNext,
  IconRepeat,
  IconRepeatOff,
  IconVolume,
  IconVolumeOff,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { Session } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Channel } from './channels.ts'
import classes from './ListeningControls.module.css'
import { useListening, useView } from './listening.ts'
import { MenuButton } from './MenuButton.tsx'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import { isSilent, SPEEDS } from './player-state.ts'

/** Selects the playback rate. */
export function SpeedSelect() {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const format = useFormatter()
  const speed = usePlayer((state) => state.speed)
  return (
    <NativeSelect
      className={classes.speed}
      aria-label={t('speed')}
      title={t('speed')}
      variant="unstyled"
      value={`${speed}`}
      data={SPEEDS.map((rate) => ({ value: `${rate}`, label: `${format.number(rate)}×` }))}
      onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
    />
  )
}

const CHANNELS: readonly Channel[] = ['both', 'left', 'right']

/**
 * Selects the channel of a stereo recording. Renders nothing for a mono one.
 * @param speakers the speakers on the left and on the right, if known
 */
export function ChannelSelect({ speakers }: { speakers: Session['recordingChannels'] }) {
  const t = useTranslations('player.channel')
  const { channels } = useListening()
  const { selected, isStereo } = useStore(channels)
  if (!isStereo) return null
  const [left, right] = speakers ?? (['left', 'right'] as const)
  const names = { both: t('both'), left: t(left), right: t(right) }
  return (
    <NativeSelect
      label={t('title')}
      value={selected}
      data={CHANNELS.map((value) => ({ value, label: names[value] }))}
      onChange={(event) => {
        const channel = CHANNELS.find((each) => each === event.currentTarget.value)
        if (channel) channels.select(channel)
      }}
    />
  )
}

/** Mutes, and sets the volume. */
export function VolumeControl() {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const format = useFormatter()
  const volume = usePlayer((state) => (isSilent(state) ? 0 : state.volume))
  return (
    <div className={classes.volume}>
      <MenuButton
        icon={volume === 0 ? IconVolumeOff : IconVolume}
        keyHint="M"
        onClick={() => player.setMuted(volume > 0)}
      >
        {t(volume === 0 ? 'unmute' : 'mute')}
      </MenuButton>
      <input
        className={classes.volumeSlider}
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        aria-label={t('volume')}
        aria-valuetext={format.number(volume, { style: 'percent' })}
        onChange={(event) => {
          player.setMuted(false)
          player.setVolume(Number(event.currentTarget.value))
        }}
      />
    </div>
  )
}

/**
 * Turns the skipping of silence on or off, and shows the time saved. If a recording does not allow
 * it, the button shows why, and the choice stays for later calls.
 */
export function SkipSilenceButton() {
  const t = useTranslations('player')
  const { skipSilence, analysis } = useListening()
  const { isOn: isWanted, skipped } = useStore(skipSilence)
  const { state, isOnClock } = useStore(analysis)
  const canSeek = usePlayer((state) => state.canSeek)
  const saved = skipped.reduce((sum, { from, to }) => sum + to - from, 0)
  const savedText = t('silence.saved', { time: formatDuration(saved) })
  const obstacle = findObstacle()
  const isOn = isWanted && !obstacle

  function findObstacle(): string | undefined {
    if (!canSeek) return t('noSeek')
    if (state === 'none') return t('silence.noWaveform')
    return isOnClock ? undefined : t('silence.noClock')
  }

  return (
    <Button
      className={classes.skipSilence}
      size="compact-sm"
      justify="start"
      variant={isOn ? 'light' : 'subtle'}
      color={isOn ? 'ink' : 'gray'}
      aria-label={t('silence.skip')}
      aria-description={isOn ? savedText : undefined}
      aria-pressed={isOn}
      aria-disabled={obstacle !== undefined || undefined}
      {...(obstacle && { 'data-disabled': true })}
      title={obstacle ?? t('silence.skip')}
      leftSection={<IconPlayerTrackNext size={14} aria-hidden />}
      onClick={() => !obstacle && skipSilence.setOn(!isWanted)}
    >
      <span className={classes.words}>{t('silence.skip')}</span>
      {isOn && <span className={classes.saved}>{savedText}</span>}
    </Button>
  )
}

/** Starts a loop at the current position, ends it there, clears it. */
export function LoopButton() {
  const t = useTranslations('player')
  const { loop } = useListening()
  const canSeek = usePlayer((state) => state.canSeek)
  const { from, to } = useStore(loop)
  const next = from === null ? 'begin' : to === null ? 'end' : 'stop'
  return (
    <MenuButton
      icon={next === 'stop' ? IconRepeatOff : IconRepeat}
      obstacle={canSeek ? undefined : t('noSeek')}
      onClick={loop.mark}
    >
      {t(`loop.${next}`)}
    </MenuButton>
  )
}

/** Zoom factor of one press. */
const ZOOM_STEP = 2

/** Zooms the waveform in and out. Renders nothing for a short recording. */
export function ZoomButtons() {
  const t = useTranslations('player')
  const { view, isOffered, canZoomIn, zoom } = useView()
  if (!isOffered) return null
  return (
    <>
      <MenuButton icon={IconZoomIn} isOff={!canZoomIn} onClick={() => zoom(ZOOM_STEP)}>
        {t('zoomIn')}
      </MenuButton>
      <MenuButton icon={IconZoomOut} isOff={view === null} onClick={() => zoom(1 / ZOOM_STEP)}>
        {t('zoomOut')}
      </MenuButton>
    </>
  )
}
