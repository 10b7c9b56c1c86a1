import * as z from 'zod'

/** The part of the vendor's answer that tests look at; a refusal reads as no rows. */
const vendorAnswer = z.object({
  status: z.string(),
  reason: z.string(),
  data: z
    .object({
      total: z.number(),
      pages: z.number().optional(),
      records: z.array(z.record(z.string(), z.unknown())),
    })
    .default({ total: 0, records: [] }),
})

/** Reads a response of the simulator's API; throws where it is not JSON of that shape. */
export async function readAnswer(response: Response) {
  return vendorAnswer.parse(await response.json())
}
