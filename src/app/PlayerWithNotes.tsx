import { type ComponentProps, useState } from 'react'
import { NotesControls } from '../notes/NotesControls.tsx'
import { useMarks, useNotes } from '../notes/use-notes.ts'
import { PlayerHost } from '../player/PlayerHost.tsx'
import { usePlayer } from '../player/use-player.ts'

type PlayerWithNotesProps = Omit<
  ComponentProps<typeof PlayerHost>,
  'extras' | 'marks' | 'isEditing'
>

/** The dock, with the notes of the call that is heard. */
export function PlayerWithNotes({ player, ...dock }: PlayerWithNotesProps) {
  const notes = useNotes()
  const [clock] = useState(() => ({
    seconds: () => player.getState().elapsed,
    subscribe: player.subscribe,
  }))
  const call = usePlayer(player, (state) => state.call)
  const marks = useMarks(notes, call?.id ?? '')
  return (
    <PlayerHost
      {...dock}
      player={player}
      marks={marks}
      isEditing={notes.isWriting}
      extras={
        call && <NotesControls notes={notes} call={call} clock={clock} onSeek={player.seek} />
      }
    />
  )
}
