export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"level","kind":"text"},{"path":"a","kind":"text"}];
export const plan = {"form":"form","scopes":[[{"path":"level","type":"computed","label":"\u7EA7","slot":0},{"path":"a","type":"text","label":"\u7532","slot":1,"entered":true,"maxLength":1000}]],"steps":[],"options":[],"dependents":[[[],[]]]};
