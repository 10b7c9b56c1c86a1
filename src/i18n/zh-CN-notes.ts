import type { LateMessages } from './messages.ts'

export const notes: LateMessages['notes'] = {
  title: '备注',
}
