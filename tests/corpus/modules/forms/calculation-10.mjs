export const rules = ($me,$record,$option,$add,$template,$test,$option_text,$lookup,$today,$now,$date,$addDays,$addMonths,$addYears,$daysBetween,$monthsBetween,$hoursBetween,$year,$month,$day,$weekday,$age,$count,$sum,$average,$min,$max,$distinct,$isEmpty,$round,$step,$join,$concat) => [
(r0)=>(r0[0]),
];
export const tables = {"patterns":[],"options":[],"lookups":[]};
export const shape = [{"path":"t","kind":"text"},{"path":"g","kind":"text"}];
export const plan = {"form":"form","scopes":[[{"path":"t","type":"text","label":"\u6587","slot":0,"entered":true,"maxLength":1000},{"path":"g","type":"computed","label":"\u7EA7","slot":1,"value":0,"options":0}]],"steps":[[0,1]],"options":[[{"code":"A","title":"\u9F50\u5168"},{"code":"B","title":"\u57FA\u672C\u9F50\u5168"},{"code":"C","title":"\u4E0D\u9F50"}]],"dependents":[[[[0,1,false,0]],[]]]};
