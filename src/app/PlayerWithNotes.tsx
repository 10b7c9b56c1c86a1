import { type ComponentProps, useState } from 'react'
import type { Shelf } from '../notes/create-shelf.ts'
import { NotesControls } from '../notes/NotesControls.tsx'
import { notesOn } from '../notes/notes-on.ts'
import { useMarks } from '../notes/use-marks.ts'
import { PlayerHost } from '../player/PlayerHost.tsx'
import { usePlayer } from '../player/use-player.ts'

type PlayerWithNotesProps = Omit<
  ComponentProps<typeof PlayerHost>,
  'extras' | 'marks' | 'isUnfinished'
> & {
  shelf: Shelf
}

/** The dock, with the notes of the call that is heard. */
export function PlayerWithNotes({ player, shelf, expected = null, ...dock }: PlayerWithNotesProps) {
  const notes = notesOn(shelf)
  const [clock] = useState(() => ({
    seconds: () => player.getState().elapsed,
    subscribe: player.subscribe,
  }))
  const call = usePlayer(player, (state) => state.call) ?? expected
  const marks = useMarks(notes, call?.id ?? '')
  return (
    <PlayerHost
      {...dock}
      player={player}
      expected={expected}
      marks={marks}
      isUnfinished={notes.isWriting}
      extras={
        call && <NotesControls notes={notes} call={call} clock={clock} onSeek={player.seek} />
      }
    />
  )
}
