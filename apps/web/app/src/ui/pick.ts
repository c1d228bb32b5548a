/** Something that can be picked. */
export interface Pick {
  readonly id: string;
  readonly title: string;
  readonly more: string;
}
