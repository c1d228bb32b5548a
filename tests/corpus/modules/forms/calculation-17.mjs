export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>((r0[1])===(null)),
(r0)=>((r0[0])>(r0[1])),
(r0)=>((r0[0])===(null)),
(r0)=>(((r0[1])>((0)))&&((r0[0])>(r0[1]))),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"a","kind":"integer"},{"path":"b","kind":"integer"}];
export const plan = {"form":"form","scopes":[[{"path":"a","type":"integer","label":"\u7532","slot":0,"entered":true,"required":0,"checks":[{"rule":1,"severity":"error","message":"\u7532\u8981\u5927\u4E8E\u4E59"}]},{"path":"b","type":"integer","label":"\u4E59","slot":1,"entered":true,"required":2,"checks":[{"rule":3,"severity":"error","message":"\u4E59\u8981\u5C0F\u4E8E\u7532"}]}]],"steps":[],"options":[],"dependents":[[[[0,0,true,0],[0,1,true,0],[0,1,true,0]],[[0,0,true,0],[0,0,true,0],[0,1,true,0]]]]};
