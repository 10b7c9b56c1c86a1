import fc from 'fast-check'
import { type CallNotes, inOrder, MAX_TEXT, type Note } from '../notes/call-notes.ts'

const id = fc.string({ minLength: 1, maxLength: 12 })
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((some) => some.trim() !== '' && some.length <= MAX_TEXT)
const seconds = fc.double({ min: 0, max: 90_000, noNaN: true }).map((some) => some + 0)

/** Any valid note. Few ids exist, so that two lists share some. */
const anyNote: fc.Arbitrary<Note> = fc.record({
  id: fc.oneof(fc.constantFrom('a', 'b', 'c'), id),
  seconds,
  text,
  at: fc.integer({ min: 0, max: 5 }),
})

/** Any notes of a call, with or without a star. */
const anyCallNotes: fc.Arbitrary<CallNotes> = fc.record({
  starred: fc.boolean(),
  notes: fc.uniqueArray(anyNote, { selector: (note) => note.id, maxLength: 6 }).map(inOrder),
  call: fc.record({
    startedAt: fc.string({ maxLength: 25 }),
    caller: fc.string({ maxLength: 12 }),
    called: fc.string({ maxLength: 12 }),
    agent: fc.option(fc.string({ maxLength: 12 })),
  }),
})

/** Any calls with a note or a star, by id. */
export const anyCalls: fc.Arbitrary<Map<string, CallNotes>> = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom('1', '2', '__proto__'), id),
      anyCallNotes.filter(({ starred, notes }) => starred || notes.length > 0),
    ),
    { maxLength: 5 },
  )
  .map((entries) => new Map(entries))

/** The notes of one call on three computers. */
export const threeOfACall = fc.tuple(anyCallNotes, anyCallNotes, anyCallNotes)
