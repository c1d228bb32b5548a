export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(r0[0]),
(r0)=>(true),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"a","kind":"boolean"},{"path":"b","kind":"text"}];
export const plan = {"form":"form","scopes":[[{"path":"a","type":"boolean","label":"\u7532","slot":0,"entered":true},{"path":"b","type":"text","label":"\u4E59","slot":1,"entered":true,"visible":0,"readonly":1,"maxLength":1000}]],"steps":[[0,1]],"options":[],"dependents":[[[[0,1,false,0]],[]]]};
