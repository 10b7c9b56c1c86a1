import type { CallType } from './call.ts'

export interface Outcome {
  reason: number
  /** 0 customer, 1 agent, 3 system. */
  hungUpBy: 0 | 1 | 3
  sipCode: string
  answered: boolean
}

type Weighted = readonly (readonly [Outcome, number])[]

function talked(reason: number, hungUpBy: 0 | 1 | 3): Outcome {
  return { reason, hungUpBy, sipCode: '200', answered: true }
}

function missed(reason: number, hungUpBy: 0 | 1 | 3, sipCode: string): Outcome {
  return { reason, hungUpBy, sipCode, answered: false }
}

const CARRIER: Weighted = [
  [missed(4, 3, '500'), 1.5],
  [missed(4, 3, '503'), 1],
  [missed(4, 3, '408'), 0.5],
  [missed(5, 3, '404'), 1.5],
  [missed(5, 3, '502'), 0.5],
  [missed(6, 3, '480'), 3],
  [missed(7, 3, '486'), 5],
  [missed(7, 0, '486'), 2],
  [missed(7, 0, '600'), 0.5],
]

/** Combinations of reason, who hung up and SIP code by call type, with their weights. */
export const OUTCOMES: Record<CallType, Weighted> = {
  1: [
    [talked(3, 0), 38],
    [talked(3, 1), 26],
    [talked(3, 3), 2],
    [missed(2, 0, '487'), 18],
    [missed(2, 3, '480'), 4],
    ...CARRIER.map(([outcome, weight]) => [outcome, weight / 2] as const),
  ],
  2: [
    [talked(9, 0), 46],
    [talked(9, 1), 34],
    [talked(9, 3), 1],
    [missed(8, 0, '487'), 13],
    [missed(8, 3, '480'), 5],
    [missed(8, 1, '603'), 1],
  ],
  3: [
    [talked(1, 0), 31],
    [talked(1, 1), 22],
    [talked(1, 3), 1.5],
    [missed(0, 3, '480'), 12],
    [missed(0, 1, '487'), 11],
    [missed(0, 0, '603'), 5],
    ...CARRIER,
  ],
}
