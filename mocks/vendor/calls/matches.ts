import type { QueryParams } from '../account/query-body.ts'
import type { Call } from './call.ts'

/**
 * Whether a call is one of those asked for, its time aside. Values in one array are alternatives,
 * different keys narrow. Numbers are compared whole: the vendor knows the digits it masks.
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
