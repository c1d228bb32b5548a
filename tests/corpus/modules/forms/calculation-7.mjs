export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>((r0[0])/((2))),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"n","kind":"integer"},{"path":"half","kind":"integer"}];
export const plan = {"form":"form","scopes":[[{"path":"n","type":"integer","label":"\u6570","slot":0,"entered":true},{"path":"half","type":"integer","label":"\u4E00\u534A","slot":1,"value":0}]],"steps":[[0,1]],"options":[],"dependents":[[[[0,1,false,0]],[]]]};
