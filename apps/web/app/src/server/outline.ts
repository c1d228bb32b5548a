// What the server says of apps: see apps/server/Apps.

export interface Account {
  readonly name: string;
  readonly title: string;
  readonly isAdministrator: boolean;
  readonly roles: readonly { readonly role: string; readonly division: string; readonly app: string | null }[];
  /** What is to be done before anything else, in this order. */
  readonly due: readonly ('passwordChange' | 'secondFactor')[];
  readonly hasPassword: boolean;
  readonly secondFactor: boolean;
}

/** Something that happened to one's account. */
export interface SecurityEvent {
  readonly number: number;
  readonly what: 'signedIn' | 'signInFailed' | 'passwordChanged' | 'passwordReset' | 'secondFactorOn' | 'secondFactorOff' | 'secondFactorReset' | 'recoveryCodeUsed';
  readonly at: string;
  readonly from: string;
  /** Who it was, when it was somebody else. */
  readonly by: string | null;
  readonly times: number;
}

export type Action = 'read' | 'create' | 'update' | 'delete';

export interface AppSummary {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly version: number;
  readonly forms: readonly { readonly name: string; readonly title: string; readonly can: readonly Action[]; readonly views: readonly { readonly name: string; readonly title: string }[] }[];
}

export interface Catalogue {
  readonly apps: readonly AppSummary[];
  readonly timeZone: string;
  readonly messages: Readonly<Record<string, string>>;
}

export interface Target {
  readonly app: string;
  readonly form: string;
  readonly display?: string;
}

export type FieldTypeName =
  | 'text' | 'longText' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'datetime' | 'choice' | 'choices' | 'reference' | 'group'
  | 'table' | 'location' | 'file' | 'photo' | 'signature' | 'barcode' | 'division' | 'user';

export interface FieldOutline {
  readonly name: string;
  readonly property: string;
  readonly type: FieldTypeName;
  readonly label: string;
  readonly hint?: string;
  readonly unit?: string;
  readonly scale?: number;
  readonly computed?: true;
  readonly decision?: string;
  readonly masked?: true;
  readonly notCreated?: true;
  readonly notUpdated?: true;
  readonly options?: string;
  readonly to?: Target;
  readonly level?: string;
  /** The role that a person must hold to be chosen. */
  readonly role?: string;
  readonly accept?: readonly string[];
  readonly fields?: readonly FieldOutline[];
}

export interface ViewOutline {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly filters: readonly string[];
  readonly orderBy: readonly string[];
  readonly states: readonly string[];
}

export interface StateOutline {
  readonly name: string;
  readonly title: string;
  readonly locked: boolean;
  readonly open: readonly string[];
  readonly lock: readonly string[];
}

export interface TransitionOutline {
  readonly name: string;
  readonly title: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly needs: readonly string[];
  readonly submits: boolean;
}

export interface FormOutline {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly display?: string;
  readonly can: readonly Action[];
  readonly createsAt: readonly { readonly code: string; readonly name: string }[];
  readonly fields: readonly FieldOutline[];
  readonly views: readonly ViewOutline[];
  readonly workflow?: { readonly states: readonly StateOutline[]; readonly transitions: readonly TransitionOutline[] };
  readonly documents: readonly { readonly name: string; readonly title: string }[];
}

export interface OptionOutline {
  readonly code: string;
  readonly title: string;
  readonly parent?: string;
  readonly retired?: true;
}

export interface AppOutline {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly version: number;
  readonly forms: readonly FormOutline[];
  readonly options: Readonly<Record<string, readonly OptionOutline[]>>;
}

/** Somebody whom the caller may choose. */
export interface Person {
  readonly name: string;
  readonly title: string;
  /** Names of the divisions at which they hold their roles. */
  readonly at: readonly string[];
}

/** A change of a record, as its history() tells it. */
export interface Change {
  readonly number: number;
  readonly at: string;
  readonly command: string;
  readonly by: string;
  readonly name: string | null;
  readonly fields: readonly { readonly path: string; readonly label: string | null }[];
}

/** A record as OData has it. */
export type Entity = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Attachment {
  readonly hash: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

export interface Task {
  readonly id: string;
  readonly app: string;
  readonly form: string;
  readonly recordId: string;
  readonly title: string;
  readonly state: string | null;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly escalated: boolean;
}

export interface DecisionRule {
  readonly rule: string;
  readonly depth: number;
  readonly title: string | null;
  readonly gate: boolean;
  readonly held: boolean | null;
  readonly points: number | null;
  readonly max: number | null;
  readonly message: string | null;
  readonly source: string | null;
}

export interface Decision {
  readonly decision: string;
  readonly title: string | null;
  readonly outcome: string | null;
  readonly points: number | null;
  readonly rules: readonly DecisionRule[];
}
