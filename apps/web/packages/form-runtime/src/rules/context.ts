/** Everything that a rule may ask beside the record's fields. One an evaluation. */
export interface RuleContext {
  /** What today() means: the date in the installation's time zone. */
  readonly today: string;
  /** What now() means, in UTC to the millisecond: 2026-06-01T00:30:00.000Z. */
  readonly now: string;
  /** The person who acts. */
  readonly me: { readonly name: string; readonly title: string; readonly division: string; readonly roles: readonly string[] };
  /** The record as a whole; absent for a new one. */
  readonly record?: {
    readonly id?: string | null;
    readonly state?: string | null;
    readonly division?: string | null;
    readonly createdBy?: string | null;
    readonly createdAt?: string | null;
  };
  /** The canonical JSON of a record that a reference points to, by set (app/form) and id; null when it is not there or may not be seen. */
  readonly find?: (set: string, id: string) => Readonly<Record<string, unknown>> | null | undefined;
}
