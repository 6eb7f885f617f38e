/** Whether a Content-Type says JSON. Other sites can send that only after asking, and are told no. */
export const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;|$)/i.test(contentType ?? '');
