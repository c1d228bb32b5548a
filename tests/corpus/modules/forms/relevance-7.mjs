export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>((r0[1])>((1))),
(r0)=>((r0[1])+((1))),
(r0)=>((r0[2])+((1))),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"z","kind":"integer"},{"path":"y","kind":"integer"},{"path":"x","kind":"integer"}];
export const plan = {"form":"form","scopes":[[{"path":"z","type":"integer","label":"\u4E09","slot":0,"visible":0,"value":1},{"path":"y","type":"integer","label":"\u4E8C","slot":1,"value":2},{"path":"x","type":"integer","label":"\u4E00","slot":2,"entered":true}]],"steps":[[0,1],[0,0]],"options":[],"dependents":[[[],[[0,0,false,0],[0,0,false,0]],[[0,1,false,0]]]]};
