import type { QueryParams } from '../account/check-query.ts'

export type CallType = 1 | 2 | 3

/** A call of the simulator. `toWireRecord` converts it to the vendor's format. */
export interface Call {
  /** 17 digits: yyMMddHHmmss, the number of the call in its day, and two digits that name the recording. */
  id: string
  callId: string | null
  /** Complete numbers. The one in `masked` is sent with stars. */
  caller: string
  called: string
  masked: 'caller' | 'called' | null
  calledInfo: string | null
  countryCode: string
  countryName: string
  agent: string | null
  group: string
  type: CallType
  reason: number
  hungUpBy: number
  sipCode: string
  labels: readonly string[]
  remark: string | null
  /** Milliseconds since the epoch, whole seconds. */
  startedAt: number
  answeredAt: number | null
  endedAt: number
  talkSeconds: number
  /** A path at the recordings' origin, or a whole URL. */
  recording: string | null
}

/**
 * Whether a call matches the filters; its time is not checked. Values of one list are alternatives,
 * and all keys must match. Numbers are compared unmasked, because the vendor has all digits.
 */
export function matches(call: Call, params: QueryParams): boolean {
  return (
    (params.sipGroupName === undefined || call.group === params.sipGroupName) &&
    among(params.seatNameList, call.agent) &&
    among(params.callType, call.type) &&
    among(params.hangupReason, call.reason) &&
    among(params.hangingDirection, call.hungUpBy) &&
    among(params.ccode, call.countryCode) &&
    (params.labelNames === undefined ||
      call.labels.some((label) => params.labelNames?.includes(label))) &&
    (params.calledOrCaller === undefined ||
      call.caller.includes(params.calledOrCaller) ||
      call.called.includes(params.calledOrCaller))
  )
}

function among<T>(wanted: readonly T[] | undefined, value: T | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value))
}
