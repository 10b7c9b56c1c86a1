import { useWindowEvent } from '@mantine/hooks'
import { usesKeys } from '../api/page-key.ts'
import { useListening } from './listening.ts'
import { usePlayerApi } from './PlayerProvider.tsx'
import { isSilent, SPEEDS } from './player-state.ts'

/** The action of a key. */
export type Command =
  | { does: 'toggle' }
  | { does: 'mute' }
  /** Seeks by seconds, back or forward. */
  | { does: 'seekBy'; seconds: number }
  /** Seeks to a share of the recording, from 0 to 1. */
  | { does: 'seekTo'; share: number }
  /** Plays the next recorded call, or the one before. */
  | { does: 'step'; by: 1 | -1 }
  /** Selects the next speed on offer, up or down. */
  | { does: 'speed'; by: 1 | -1 }

const STEP_SECONDS = 5
/** The step of the buttons and of J and L. */
export const JUMP_SECONDS = 10
const LONG_STEP_SECONDS = 15

export interface ShortcutHandlers {
  /** Plays the next recorded call, or the one before. */
  onStep: (by: 1 | -1) => void
}

/**
 * Handles the player's keys on the whole page while a call is open, except in a text field. A held
 * key repeats only a seek.
 */
export function useKeyboardShortcuts(handlers: ShortcutHandlers): void {
  const player = usePlayerApi()
  const run = useCommands(handlers)
  useWindowEvent('keydown', (event) => {
    const isOpen = player.getState().call !== null
    if (!isOpen || event.defaultPrevented || isTaken(event.target, event)) return
    const command = commandOf(event)
    if (!command) return
    event.preventDefault() // Space would scroll
    if (!event.repeat || command.does === 'seekBy') run(command)
  })
}

/** Returns a function that runs a command. */
export function useCommands(handlers: Partial<ShortcutHandlers> = {}): (command: Command) => void {
  const player = usePlayerApi()
  const { skipSilence } = useListening()
  return (command) => {
    const { total, speed } = player.getState()
    switch (command.does) {
      case 'toggle':
        player.toggle()
        break
      case 'mute':
        player.setMuted(!isSilent(player.getState()))
        break
      case 'seekBy':
        skipSilence.seekBy(command.seconds)
        break
      case 'seekTo':
        if (total !== null) player.seek(total * command.share)
        break
      case 'speed':
        player.setSpeed(nextSpeed(speed, command.by))
        break
      case 'step':
        handlers.onStep?.(command.by)
    }
  }
}

/** The part of a `KeyboardEvent` that is used. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Returns the action of a key, or `null`. */
export function commandOf(press: KeyPress): Command | null {
  if (isForBrowser(press)) return null
  const { key, shiftKey } = press
  const step = shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS
  const jump = shiftKey ? LONG_STEP_SECONDS : JUMP_SECONDS
  if (/^\d$/.test(key)) return { does: 'seekTo', share: Number(key) / 10 }
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      return { does: 'toggle' }
    case 'j':
      return { does: 'seekBy', seconds: -jump }
    case 'l':
      return { does: 'seekBy', seconds: jump }
    case 'arrowleft':
      return { does: 'seekBy', seconds: -step }
    case 'arrowright':
      return { does: 'seekBy', seconds: step }
    case 'n':
      return { does: 'step', by: 1 }
    case 'p':
      return { does: 'step', by: -1 }
    case 'm':
      return { does: 'mute' }
    case '[':
      return { does: 'speed', by: -1 }
    case ']':
      return { does: 'speed', by: 1 }
    default:
      return null
  }
}

/** Returns the action of a key on the seek bar, or `null`. */
export function sliderCommandOf(press: KeyPress): Command | null {
  if (isForBrowser(press)) return null
  const step = press.shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS
  switch (press.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return { does: 'seekBy', seconds: step }
    case 'ArrowLeft':
    case 'ArrowDown':
      return { does: 'seekBy', seconds: -step }
    case 'PageUp':
      return { does: 'seekBy', seconds: LONG_STEP_SECONDS }
    case 'PageDown':
      return { does: 'seekBy', seconds: -LONG_STEP_SECONDS }
    case 'Home':
      return { does: 'seekTo', share: 0 }
    case 'End':
      return { does: 'seekTo', share: 1 }
    default:
      return null
  }
}

/** Whether the browser or the system uses the key. Many layouts have the brackets under Alt. */
function isForBrowser({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return metaKey || (key === '[' || key === ']' ? ctrlKey && !altKey : ctrlKey || altKey)
}

/** Returns the next speed on offer. At either end it stays. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const speeds: readonly number[] = SPEEDS
  return speeds[speeds.indexOf(speed) + by] ?? speed
}

const PRESSED_BY_SPACE = 'button, a, summary, [role="button"], [type="checkbox"]'
const MOVED_BY_ARROWS = 'input[type="range"]'

/** Whether the focused element uses the key itself. */
export function isTaken(target: EventTarget | null, { key }: KeyPress): boolean {
  if (!(target instanceof Element)) return false
  if (usesKeys(target)) return true
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null
  return key.startsWith('Arrow') && target.closest(MOVED_BY_ARROWS) !== null
}
