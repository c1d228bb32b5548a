export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(r0[0]),
(r0)=>(r0[1].length),
(r0)=>(r0[0]),
(r0,r1)=>(r0[0].length),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"a","kind":"boolean"},{"path":"t","kind":"text"},{"path":"n","kind":"integer"},{"path":"rows","kind":"rows","rows":[{"path":"u","kind":"text"},{"path":"m","kind":"integer"}]}];
export const plan = {"form":"form","scopes":[[{"path":"a","type":"boolean","label":"\u7532","slot":0,"entered":true},{"path":"t","type":"text","label":"\u6587","slot":1,"entered":true,"maxLength":1000},{"path":"n","type":"integer","label":"\u957F","slot":2,"visible":0,"value":1},{"path":"rows","type":"table","label":"\u8868","slot":3,"rows":1,"entered":true,"visible":2,"maxCount":1000}],[{"path":"u","type":"text","label":"\u6587","slot":0,"entered":true,"maxLength":1000},{"path":"m","type":"integer","label":"\u957F","slot":1,"value":3}]],"steps":[[0,2],[0,3],[1,1]],"options":[],"dependents":[[[[0,2,false,0],[0,3,false,0]],[[0,2,false,0]],[],[]],[[[1,1,false,0]],[]]]};
