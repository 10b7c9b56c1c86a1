/** Fingers closer than this (px) do not tell how much larger. */
const LEAST_APART = 8

/** What moving two fingers did: how much larger, and from where to where their middle went (px). */
export interface PinchChange {
  factor: number
  before: number
  after: number
}

/** Follows pointers that are down, by where they are from left to right, in pixels. */
export function createPinch() {
  const pointers = new Map<number, number>()
  /** From the second finger on, until the last one is lifted. */
  let isOn = false

  function measure() {
    const [first = 0, second = 0] = pointers.values()
    return {
      middle: (first + second) / 2,
      apart: Math.max(Math.abs(first - second), LEAST_APART),
    }
  }

  return {
    isOn: () => isOn,
    /** @returns how many are down now */
    down(pointer: number, x: number): number {
      pointers.set(pointer, x)
      isOn ||= pointers.size > 1
      return pointers.size
    },
    /** @returns `null` where no two fingers were moved */
    move(pointer: number, x: number): PinchChange | null {
      if (!pointers.has(pointer) || pointers.size !== 2) return null
      const before = measure()
      pointers.set(pointer, x)
      const after = measure()
      return { factor: after.apart / before.apart, before: before.middle, after: after.middle }
    },
    /** @returns whether it had been down */
    up(pointer: number): boolean {
      const wasDown = pointers.delete(pointer)
      if (pointers.size === 0) isOn = false
      return wasDown
    },
  }
}
