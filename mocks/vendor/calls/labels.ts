import type { Random } from './random.ts'

const LABELS: readonly (readonly [string, number])[] = [
  ['Intended customers', 20],
  ['Call back', 18],
  ['High level', 10],
  ['Promise to pay', 9],
  ['Paid', 7],
  ['Complaint', 6],
  ['Wrong number', 5],
  ['Do not call', 4],
  ['VIP', 4],
  ['意向客户', 6],
]

/** None, one or several labels; calls that somebody answered carry more. */
export function drawLabels(random: Random, answered: boolean): readonly string[] {
  const wanted = random.weighted(answered ? ANSWERED : MISSED)
  const labels = new Set<string>()
  for (let i = 0; i < wanted; i += 1) labels.add(random.weighted(LABELS))
  return [...labels]
}

const ANSWERED = [
  [0, 40],
  [1, 42],
  [2, 14],
  [3, 4],
] as const

const MISSED = [
  [0, 90],
  [1, 10],
] as const
