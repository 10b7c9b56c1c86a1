import { useRef, useState } from 'react'
import type { CallRecord } from '../calls/call.ts'
import { NotesEditor } from '../notes/NotesEditor.tsx'
import { useNotes } from '../notes/use-notes.ts'
import { usePlayerApi } from '../player/PlayerProvider.tsx'

interface DetailsNotesProps {
  call: CallRecord
  onEscape: () => void
}

/**
 * The notes in the details of a call. Their times are those of the player while it plays this call;
 * else a new note is at the start. A click on a time opens the recording there.
 */
export function DetailsNotes({ call, onEscape }: DetailsNotesProps) {
  const notes = useNotes()
  const player = usePlayerApi()
  const field = useRef<HTMLTextAreaElement>(null)
  const heading = useRef<HTMLElement>(null)
  const isPlayed = () => player.getState().call?.id === call.id
  const [subscribe] = useState(() => player.subscribe)
  const clock = { seconds: () => (isPlayed() ? player.getState().elapsed : 0), subscribe }
  return (
    <NotesEditor
      {...{ notes, call, clock, field, heading }}
      onSeek={(seconds) => {
        if (isPlayed()) player.seek(seconds)
        else if (call.recording !== null) player.cue(call, seconds)
      }}
      onEscape={onEscape}
    />
  )
}
