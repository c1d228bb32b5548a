export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(true),
(r0)=>(($option[1])===(r0[0])),
(r0)=>((r0[3])<=($today())),
(r0)=>((r0[3])>=($addDays($today(),(-30)))),
(r0)=>(!($me[3].includes("inspector"))),
(r0)=>(true),
(r0)=>("sh"),
(r0,r1)=>((r0[0])<(r1[4])),
(r0,r1)=>(true),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"city","kind":"text"},{"path":"street","kind":"text"},{"path":"tags","kind":"codes"},{"path":"on","kind":"date"},{"path":"count","kind":"integer"},{"path":"note","kind":"text"},{"path":"level","kind":"text"},{"path":"rows","kind":"rows","rows":[{"path":"n","kind":"integer"},{"path":"fixed","kind":"text"}]}];
export const plan = {"form":"form","scopes":[[{"path":"city","type":"choice","label":"\u5E02","slot":0,"entered":true,"required":0,"options":0},{"path":"street","type":"choice","label":"\u8857\u9547","slot":1,"entered":true,"filter":1,"options":1},{"path":"tags","type":"choices","label":"\u6807\u7B7E","slot":2,"entered":true,"options":0},{"path":"on","type":"date","label":"\u65E5\u671F","slot":3,"entered":true,"checks":[{"rule":2,"severity":"error","message":"\u4E0D\u80FD\u665A\u4E8E\u4ECA\u5929"},{"rule":3,"severity":"warning","message":"\u4E00\u4E2A\u6708\u4EE5\u524D\u7684\uFF0C\u8BF7\u786E\u8BA4"}]},{"path":"count","type":"integer","label":"\u6570\u91CF","slot":4,"entered":true,"min":"1","max":"10"},{"path":"note","type":"text","label":"\u5907\u6CE8","slot":5,"entered":true,"readonly":4,"maxLength":1000},{"path":"level","type":"choice","label":"\u7EA7\u522B","slot":6,"entered":true,"readonly":5,"default":6,"options":0},{"path":"rows","type":"table","label":"\u8868","slot":7,"rows":1,"entered":true,"minCount":1,"maxCount":1000}],[{"path":"n","type":"integer","label":"\u6570","slot":0,"entered":true,"checks":[{"rule":7,"severity":"error","message":"\u8981\u5C0F\u4E8E\u6570\u91CF"}],"max":"5"},{"path":"fixed","type":"text","label":"\u56FA\u5B9A","slot":1,"entered":true,"readonly":8,"maxLength":1000}]],"steps":[[0,6]],"options":[[{"code":"sh","title":"\u4E0A\u6D77"},{"code":"sz","title":"\u82CF\u5DDE"},{"code":"old","title":"\u65E7\u5E02","retired":true}],[{"code":"jn","title":"\u6C5F\u5B81","parent":"sh"},{"code":"pj","title":"\u5E73\u6C5F","parent":"sz"},{"code":"gone","title":"\u5DF2\u64A4","parent":"sh","retired":true}]],"dependents":[[[[0,1,true,0]],[],[],[[0,3,true,0],[0,3,true,0]],[[1,0,true,0]],[],[],[]],[[[1,0,true,0]],[]]]};
