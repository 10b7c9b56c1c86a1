import type { en } from './en.ts'

/** The same keys with any texts: the type of every language. */
export type Words<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : Words<Source[Key]>
}

export type Messages = Words<typeof en>
