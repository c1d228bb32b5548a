export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(r0[0]),
(r0)=>(r0[1]),
(r0)=>(r0[2]),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"a","kind":"boolean"},{"path":"b","kind":"boolean"},{"path":"c","kind":"boolean"},{"path":"d","kind":"text"}];
export const plan = {"form":"form","scopes":[[{"path":"a","type":"boolean","label":"\u7532","slot":0,"entered":true},{"path":"b","type":"boolean","label":"\u4E59","slot":1,"entered":true,"visible":0},{"path":"c","type":"boolean","label":"\u4E19","slot":2,"entered":true,"visible":1},{"path":"d","type":"text","label":"\u4E01","slot":3,"entered":true,"visible":2,"maxLength":1000}]],"steps":[[0,1],[0,2],[0,3]],"options":[],"dependents":[[[[0,1,false,0]],[[0,2,false,0]],[[0,3,false,0]],[]]]};
