import { useEffect, useEffectEvent } from 'react'
import type { Player } from './create-player.ts'
import { type Hand, handOf, isTaken, nextSpeed } from './hands.ts'
import { listeningOn } from './listening-on.ts'
import { isSilent } from './player-state.ts'

/** What a key asks of others than the player. */
export interface Beyond {
  /** Shows the list of keys. */
  onHelp: () => void
  /** Goes to the next recorded call, or the one before. */
  onStep: (by: 1 | -1) => void
}

/** Does what a key asks of `player`, or of those `beyond` it. */
export function perform(player: Player, hand: Hand, beyond: Partial<Beyond> = {}): void {
  const { total, speed } = player.getState()
  switch (hand.does) {
    case 'toggle':
      player.toggle()
      break
    case 'mute':
      player.setMuted(!isSilent(player.getState()))
      break
    case 'move':
      listeningOn(player).silence.move(hand.by)
      break
    case 'jump':
      if (total !== null) player.seek(total * hand.to)
      break
    case 'speed':
      player.setSpeed(nextSpeed(speed, hand.by))
      break
    case 'step':
      beyond.onStep?.(hand.by)
      break
    case 'help':
      beyond.onHelp?.()
  }
}

/**
 * Lets the whole page be the keyboard of a player that has a call, wherever nobody is typing. A key
 * that is held repeats only what moves the sound.
 */
export function useHands(player: Player, beyond: Beyond): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isOpen = player.getState().call !== null
    if (!isOpen || event.defaultPrevented || isTaken(event.target, event)) return
    const hand = handOf(event)
    if (!hand) return
    event.preventDefault() // Space would scroll
    if (!event.repeat || hand.does === 'move') perform(player, hand, beyond)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
