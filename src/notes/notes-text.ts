import { formatDuration } from '../i18n/duration.ts'
import type { CallNotes } from './call-notes.ts'

/** Notes as a cell of a file says them: a line for each, `1:13 what was said`. */
export function notesText(notes: CallNotes | null): string {
  const lines = notes?.notes.map(({ seconds, text }) => `${formatDuration(seconds)} ${text}`) ?? []
  return lines.join('\n')
}
