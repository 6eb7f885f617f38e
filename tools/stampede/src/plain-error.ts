/** An error whose message is all that whoever runs the stampede needs: it is shown without a stack. */
export class PlainError extends Error {}
