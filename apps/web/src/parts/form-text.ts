/** The text of a form's field without blanks around it; empty when the form has no such text. */
export function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value.trim() : '';
}
