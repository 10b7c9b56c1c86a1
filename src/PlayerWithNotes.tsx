import { type ComponentProps, useState } from 'react'
import type { Shelf } from './notes/create-shelf.ts'
import { NotesControls } from './notes/NotesControls.tsx'
import { notesOn } from './notes/notes-on.ts'
import { useMarks } from './notes/use-marks.ts'
import { PlayerDock } from './player/PlayerDock.tsx'
import { usePlayer } from './player/use-player.ts'

type PlayerWithNotesProps = Omit<ComponentProps<typeof PlayerDock>, 'extras' | 'marks'> & {
  shelf: Shelf
}

/** The dock, with the notes of the call that is heard. */
export function PlayerWithNotes({ player, shelf, ...dock }: PlayerWithNotesProps) {
  const notes = notesOn(shelf)
  const [clock] = useState(() => ({
    seconds: () => player.getState().elapsed,
    subscribe: player.subscribe,
  }))
  const call = usePlayer(player, (state) => state.call)
  const marks = useMarks(notes, call?.id ?? '')
  return (
    <PlayerDock
      {...dock}
      player={player}
      marks={marks}
      extras={
        call && <NotesControls notes={notes} call={call} clock={clock} onSeek={player.seek} />
      }
    />
  )
}
