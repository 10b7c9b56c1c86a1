import { exporting } from './en-exporting.ts'
import { notes } from './en-notes.ts'
import { player } from './en-player.ts'
import { selection } from './en-selection.ts'

/** The source of keys that load with the part of the page that says them. ICU MessageFormat. */
export const enLate = { player, notes, export: exporting, selection } as const
