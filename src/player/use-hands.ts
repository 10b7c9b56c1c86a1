import { useEffect, useEffectEvent } from 'react'
import type { Player } from './create-player.ts'
import { type Hand, handOf, isTaken, nextSpeed } from './hands.ts'

/** Does what a key asks of `player`. The list of keys is the caller's to show. */
export function perform(player: Player, hand: Hand, onHelp: () => void): void {
  const { elapsed, total, speed, muted } = player.getState()
  switch (hand.does) {
    case 'toggle':
      player.toggle()
      break
    case 'mute':
      player.setMuted(!muted)
      break
    case 'move':
      player.seek(elapsed + hand.by)
      break
    case 'jump':
      if (total !== null) player.seek(total * hand.to)
      break
    case 'speed':
      player.setSpeed(nextSpeed(speed, hand.by))
      break
    case 'help':
      onHelp()
  }
}

/** Lets the whole page be the player's keyboard, wherever nobody is typing. */
export function useHands(player: Player, onHelp: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTaken(event.target, event)) return
    const hand = handOf(event)
    if (!hand) return
    event.preventDefault() // Space would scroll
    perform(player, hand, onHelp)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
