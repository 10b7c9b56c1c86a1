import type { LateMessages } from './messages.ts'
import { notes } from './zh-CN-notes.ts'
import { player } from './zh-CN-player.ts'

export const zhCNLate: LateMessages = { player, notes }
