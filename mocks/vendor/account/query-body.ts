import * as z from 'zod'

const text = z.string().min(1)
const time = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso))
const digits = z.string().regex(/^\d+$/)

/** One to so many alternatives: the vendor refuses an empty array. */
function some<T extends z.ZodType>(item: T) {
  return z.array(item).min(1).optional()
}

/** The body of a query, as strict as the vendor: no other keys, no other types. Times become milliseconds. */
export const queryBody = z.strictObject({
  current: z.int().min(1),
  size: z.int().min(1).max(100),
  params: z.strictObject({
    strTime: time,
    endTime: time,
    sipGroupName: text.optional(),
    seatNameList: some(text),
    callType: some(z.int().min(1).max(3)),
    hangupReason: some(z.int().min(0).max(9)),
    calledOrCaller: digits.optional(),
    ccode: some(digits),
    hangingDirection: some(z.union([z.literal(0), z.literal(1), z.literal(3)])),
    labelNames: some(text),
  }),
})

export type QueryBody = z.infer<typeof queryBody>
export type QueryParams = QueryBody['params']
