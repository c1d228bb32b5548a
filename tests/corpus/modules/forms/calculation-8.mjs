export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>($lookup(0,r0[0])),
];
export const tables = {"patterns":[],"options":[],"lookups":[{"set":"shared/site","path":"address","kind":"text"}]};
export const shape = [{"path":"site","kind":"id"},{"path":"address","kind":"text"}];
export const plan = {"form":"form","scopes":[[{"path":"site","type":"reference","label":"\u70B9\u4F4D","slot":0,"entered":true},{"path":"address","type":"text","label":"\u5730\u5740","slot":1,"value":0,"maxLength":1000}]],"steps":[[0,1]],"options":[],"dependents":[[[[0,1,false,0]],[]]]};
