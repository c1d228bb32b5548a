export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>((r0[0].length)>(r0[1])),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"t","kind":"text"},{"path":"n","kind":"integer"}];
export const plan = {"form":"form","scopes":[[{"path":"t","type":"text","label":"\u6587","slot":0,"entered":true,"maxLength":1000},{"path":"n","type":"integer","label":"\u6570","slot":1,"entered":true,"checks":[{"rule":0,"severity":"error","message":"\u592A\u77ED"}]}]],"steps":[],"options":[],"dependents":[[[[0,1,true,0]],[[0,1,true,0]]]]};
