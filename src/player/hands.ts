import { SPEEDS } from './player-state.ts'

/** What a key asks of the player. */
export type Hand =
  | { does: 'toggle' }
  | { does: 'mute' }
  | { does: 'help' }
  /** Seconds, forth or back. */
  | { does: 'move'; by: number }
  /** A share of the whole, 0 to 1. */
  | { does: 'jump'; to: number }
  /** The next recorded call, or the one before. */
  | { does: 'step'; by: 1 | -1 }
  /** One of the offered speeds up or down. */
  | { does: 'speed'; by: 1 | -1 }

const STEP = 5
const LONG_STEP = 15

/** The part of a `KeyboardEvent` that says what was pressed. */
export type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Whether a key is meant for the browser or the system. Many a layout has brackets under Alt. */
function isCommand({ key, ctrlKey, metaKey, altKey }: Press): boolean {
  return metaKey || (key === '[' || key === ']' ? ctrlKey && !altKey : ctrlKey || altKey)
}

/** What `press` asks of the player; `null` for a key that is not the player's. */
export function handOf(press: Press): Hand | null {
  if (isCommand(press)) return null
  const { key, shiftKey } = press
  const step = shiftKey ? LONG_STEP : STEP
  if (/^\d$/.test(key)) return { does: 'jump', to: Number(key) / 10 }
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      return { does: 'toggle' }
    case 'j':
    case 'arrowleft':
      return { does: 'move', by: -step }
    case 'l':
    case 'arrowright':
      return { does: 'move', by: step }
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
    case '?':
      return { does: 'help' }
    default:
      return null
  }
}

/** What `press` asks of the slider; `null` for a key that does not move it. */
export function sliderHandOf(press: Press): Hand | null {
  if (isCommand(press)) return null
  const step = press.shiftKey ? LONG_STEP : STEP
  switch (press.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return { does: 'move', by: step }
    case 'ArrowLeft':
    case 'ArrowDown':
      return { does: 'move', by: -step }
    case 'PageUp':
      return { does: 'move', by: LONG_STEP }
    case 'PageDown':
      return { does: 'move', by: -LONG_STEP }
    case 'Home':
      return { does: 'jump', to: 0 }
    case 'End':
      return { does: 'jump', to: 1 }
    default:
      return null
  }
}

/** The offered speed next to `speed`; at either end it stays. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const speeds: readonly number[] = SPEEDS
  return speeds[speeds.indexOf(speed) + by] ?? speed
}

const TYPING =
  'input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable], [role="dialog"]'
const PRESSED_BY_SPACE = 'button, a, summary, [role="button"], [type="checkbox"]'
const MOVED_BY_ARROWS = 'input[type="range"]'

/** Whether what has the focus wants the key for itself: a field, a button or box under Space, a slider. */
export function isTaken(target: EventTarget | null, { key }: Press): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(TYPING)) return true
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null
  return key.startsWith('Arrow') && target.closest(MOVED_BY_ARROWS) !== null
}
