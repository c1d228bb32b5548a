export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(true),
(r0)=>((r0[0])===("yes")),
(r0)=>(true),
(r0)=>((r0[1])?($add(r0[1],"-1")):(null)),
(r0)=>((r0[0])===("yes")),
(r0)=>(true),
(r0)=>(r0[4]),
(r0)=>((r0[3])!==("x")),
(r0)=>((r0[0])===("yes")),
(r0)=>($sum(r0[6].map((a0)=>($step(),a0[0])))),
(r0)=>($count(r0[6].filter((a0)=>($step(),(a0[1])!==(null))))),
(r0,r1)=>(true),
(r0,r1)=>((r0[0])>((5))),
(r0,r1)=>(true),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"hasPlan","kind":"text"},{"path":"filingNo","kind":"text"},{"path":"copy","kind":"text"},{"path":"plan.name","kind":"text"},{"path":"plan.old","kind":"boolean"},{"path":"plan.more.note","kind":"text"},{"path":"supplies","kind":"rows","rows":[{"path":"needed","kind":"integer"},{"path":"reason","kind":"text"}]},{"path":"total","kind":"integer"},{"path":"reasons","kind":"integer"}];
export const plan = {"form":"form","scopes":[[{"path":"hasPlan","type":"choice","label":"\u6709\u9884\u6848","slot":0,"entered":true,"required":0,"options":0},{"path":"filingNo","type":"text","label":"\u5907\u6848\u53F7","slot":1,"entered":true,"visible":1,"required":2,"maxLength":5},{"path":"copy","type":"text","label":"\u6284\u9001\u53F7","slot":2,"value":3,"maxLength":1000},{"path":"plan","type":"group","label":"\u9884\u6848","visible":4},{"path":"plan.name","type":"text","label":"\u540D\u79F0","slot":3,"group":3,"entered":true,"required":5,"maxLength":1000},{"path":"plan.old","type":"boolean","label":"\u8FC7\u671F","slot":4,"group":3,"entered":true},{"path":"plan.more","type":"group","label":"\u66F4\u591A","group":3,"visible":6},{"path":"plan.more.note","type":"text","label":"\u8BF4\u660E","slot":5,"group":6,"entered":true,"visible":7,"maxLength":1000},{"path":"supplies","type":"table","label":"\u7269\u8D44","slot":6,"rows":1,"entered":true,"visible":8,"maxCount":1000},{"path":"total","type":"integer","label":"\u5408\u8BA1","slot":7,"value":9},{"path":"reasons","type":"integer","label":"\u539F\u56E0\u6570","slot":8,"value":10}],[{"path":"needed","type":"integer","label":"\u5E94\u6709","slot":0,"entered":true,"required":11},{"path":"reason","type":"text","label":"\u539F\u56E0","slot":1,"entered":true,"visible":12,"required":13,"maxLength":1000}]],"steps":[[0,1],[0,2],[0,3],[0,4],[0,5],[0,6],[0,7],[0,8],[1,1],[0,9],[0,10]],"options":[[{"code":"yes","title":"\u662F"},{"code":"no","title":"\u5426"}]],"dependents":[[[[0,1,false,0],[0,3,false,0],[0,8,false,0]],[[0,2,false,0]],[],[[0,7,false,0]],[[0,6,false,0]],[],[[0,9,false,0],[0,10,false,0]],[],[]],[[[0,9,false,1],[1,1,false,0]],[[0,10,false,1]]]]};
