/** Why a rule was stopped or failed on a record: a code of the message catalogue and what fills its placeholders. */
export class RuleFailure extends Error {
  constructor(readonly code: string, readonly args: Readonly<Record<string, unknown>> = {}) {
    super(code);
  }
}

/** The codes, as in the catalogue's RuleFailureMessages. */
export const failures = {
  nothingThere: 'LC2901',
  steps: 'LC2902',
  textLength: 'LC2905',
  listLength: 'LC2906',
  notIntegral: 'LC2907',
  outOfRange: 'LC2908',
  wrongKind: 'LC2909',
  dateRange: 'LC2910',
  notADate: 'LC2911',
  failed: 'LC2912',
} as const;

/** What one rule may use on one record; the same numbers as on the server. */
export const limits = { steps: 200_000, stepsOfSession: 5_000_000, characters: 100_000, items: 100_000 } as const;

/** Any error of a rule function as a failure: reading from nothing is JavaScript's TypeError. */
export function failureOf(error: unknown): RuleFailure {
  if (error instanceof RuleFailure) return error;
  if (error instanceof TypeError) return new RuleFailure(failures.nothingThere);
  return new RuleFailure(failures.failed, { detail: error instanceof Error ? error.message : String(error) });
}
