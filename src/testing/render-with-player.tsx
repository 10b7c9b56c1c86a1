import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NotesProvider } from '../notes/NotesProvider.tsx'
import { createPlayer, type Player } from '../player/create-player.ts'
import { type Listening, useListening } from '../player/listening.ts'
import { PlayerProvider } from '../player/PlayerProvider.tsx'
import { FakeAudio } from './fake-audio.ts'
import { renderInPage } from './render-in-page.tsx'

/** Returns a wrapper that provides `player`, notes and an empty cache. */
export function wrapperOf(player: Player) {
  const client = new QueryClient()
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <NotesProvider>
        <PlayerProvider player={player}>{children}</PlayerProvider>
      </NotesProvider>
    </QueryClientProvider>
  )
}

/** Renders `children` with a player whose audio element is fake. */
export function renderWithPlayer(
  children: ReactNode,
  options: Parameters<typeof createPlayer>[0] = {},
) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio, ...options })
  const Wrapper = wrapperOf(player)
  return { audio, player, ...renderInPage(<Wrapper>{children}</Wrapper>) }
}

/** Renders `children` like `renderWithPlayer`. Returns loop, channels and skip silence, too. */
export function renderWithListening(children: ReactNode) {
  let listening: Listening | undefined
  function Probe() {
    listening = useListening()
    return null
  }
  const rendered = renderWithPlayer(
    <>
      <Probe />
      {children}
    </>,
  )
  return { ...rendered, ...(listening as unknown as Listening) }
}
