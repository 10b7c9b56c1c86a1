/** What is said of notes and stars; it loads with the player. */
export const notes = {
  title: 'Notes',
} as const
