import type { LateMessages } from './messages.ts'
import { exporting } from './zh-CN-exporting.ts'
import { notes } from './zh-CN-notes.ts'
import { player } from './zh-CN-player.ts'
import { selection } from './zh-CN-selection.ts'

export const zhCNLate: LateMessages = { player, notes, export: exporting, selection }
