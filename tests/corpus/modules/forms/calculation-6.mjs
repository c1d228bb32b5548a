export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>((r0[1])+((1))),
(r0)=>((1)),
(r0)=>($me[0]),
(r0)=>($me[2]),
(r0)=>($now()),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"b","kind":"integer"},{"path":"a","kind":"integer"},{"path":"who","kind":"text"},{"path":"where","kind":"text"},{"path":"when","kind":"instant"}];
export const plan = {"form":"form","scopes":[[{"path":"b","type":"integer","label":"\u4E59","slot":0,"entered":true,"default":0},{"path":"a","type":"integer","label":"\u7532","slot":1,"entered":true,"default":1},{"path":"who","type":"user","label":"\u8C01","slot":2,"entered":true,"default":2,"maxLength":100},{"path":"where","type":"division","label":"\u54EA\u91CC","slot":3,"entered":true,"default":3,"maxLength":100},{"path":"when","type":"datetime","label":"\u4F55\u65F6","slot":4,"entered":true,"default":4}]],"steps":[[0,1],[0,0],[0,2],[0,3],[0,4]],"options":[],"dependents":[[[],[[0,0,false,0]],[],[],[]]]};
