import type { RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'

/** An empty list or text does not narrow; the vendor wants it left out. */
function givenOnly(params: Record<string, unknown[] | string | null>) {
  return Object.entries(params).filter(([, value]) => value !== null && value.length > 0)
}

/**
 * The body of the vendor's `ccRecordQuery`. The same query always gives the same text.
 * @param zone IANA zone that the times are written in
 */
export function serializeVendorBody(query: RecordsQuery, zone: string): string {
  return JSON.stringify({
    current: query.page,
    size: query.size,
    params: {
      strTime: inZone(query.from, zone),
      endTime: inZone(query.to, zone),
      ...Object.fromEntries(
        givenOnly({
          sipGroupName: query.group,
          seatNameList: query.agent,
          callType: query.type,
          hangupReason: query.reason,
          calledOrCaller: query.number,
          ccode: query.country,
          hangingDirection: query.hungUpBy,
          labelNames: query.label,
        }),
      ),
    },
  })
}
