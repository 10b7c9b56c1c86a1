import type { LateMessages } from './messages.ts'

export const selection: LateMessages['selection'] = {
  page: '全选本页',
  most: '已选 {count, plural, other {# 条通话}}，已达上限',
  clear: '取消选择',
  copy: '复制',
  copied: '已复制 {count, plural, other {# 条通话}}',
  unavailable: '复制需要 https，请改用导出。',
  refused: '未能复制：浏览器不允许。请重试，或改用导出。',
}
