namespace LowCode.Definitions.Messages;

/// <summary>What the <c>lowcode</c> tool says. LC85xx.</summary>
public static class ToolMessages
{
    /// <summary>The folder is no pack.</summary>
    public static readonly Message NoPack = new("LC8501",
        "{folder} 不是模板包目录：里面没有 app.json。",
        "{folder} is no pack: there is no app.json in it.");

    /// <summary>The check's last line.</summary>
    public static readonly Message Checked = new("LC8502",
        "{pack}：{errors} 个错误，{warnings} 个警告。",
        "{pack}: {errors} error(s), {warnings} warning(s).");

    /// <summary>A case passed.</summary>
    public static readonly Message CasePassed = new("LC8503", "通过 {name}", "passed {name}");

    /// <summary>A case failed.</summary>
    public static readonly Message CaseFailed = new("LC8504", "失败 {name}", "FAILED {name}");

    /// <summary>The tests' last line.</summary>
    public static readonly Message Tested = new("LC8505",
        "{pack}：{passed} 个用例通过，{failed} 个失败。",
        "{pack}: {passed} case(s) passed, {failed} failed.");

    /// <summary>What no case reached.</summary>
    public static readonly Message NotReached = new("LC8506", "没有用例覆盖：{item}", "no case reaches {item}");

    /// <summary>A new version serves.</summary>
    public static readonly Message Published = new("LC8507",
        "{app} 已发布，现为第 {version} 版。",
        "{app} is published; version {version} serves now.");

    /// <summary>Nothing changed.</summary>
    public static readonly Message NothingNew = new("LC8508",
        "{app} 的内容与运行中的第 {version} 版相同，无需发布。",
        "{app} is what version {version} already serves; nothing was published.");

    /// <summary>It was not published.</summary>
    public static readonly Message NotPublished = new("LC8509",
        "{app} 有错误，未发布；原版本继续运行。",
        "{app} has errors and was not published; the old version keeps serving.");

    /// <summary>The server does not answer.</summary>
    public static readonly Message ServerUnreachable = new("LC8510",
        "无法连接服务器 {server}：{reason}",
        "The server {server} cannot be reached: {reason}");

    /// <summary>The server said no.</summary>
    public static readonly Message ServerRefused = new("LC8511",
        "服务器拒绝了请求（{status}）：{reason}",
        "The server refused ({status}): {reason}");

    /// <summary>Schemas were written.</summary>
    public static readonly Message SchemasWritten = new("LC8512",
        "已写入 {count} 个 JSON Schema:{folder}",
        "Wrote {count} JSON Schemas to {folder}.");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Generating = new("LC8513", "生成演示数据", "Generating the demo city");

    /// <summary>The demo's last line.</summary>
    public static readonly Message Generated = new("LC8514",
        "已生成：{divisions} 个区划，{sites} 个点位，{inspections} 条检查记录（随机种子 {seed}）。",
        "Generated {divisions} divisions, {sites} sites and {inspections} inspections (seed {seed}).");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message BackingUp = new("LC8515", "备份并校验", "Backing up and verifying");

    /// <summary>The backup is done.</summary>
    public static readonly Message BackedUp = new("LC8516",
        "备份完成并已校验：{path}",
        "The backup is complete and verified: {path}");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Restoring = new("LC8517", "校验并恢复", "Verifying and restoring");

    /// <summary>The restore is done.</summary>
    public static readonly Message Restored = new("LC8518",
        "已恢复到 {folder}：{records} 条记录，{changes} 条变更。",
        "Restored to {folder}: {records} records, {changes} changes.");

    /// <summary>The chain holds.</summary>
    public static readonly Message ChainHolds = new("LC8519",
        "变更日志完整：{count} 条，最后的散列值 {hash}。",
        "The change log is whole: {count} entries, last hash {hash}.");

    /// <summary>The chain is broken.</summary>
    public static readonly Message ChainBroken = new("LC8520",
        "变更日志在第 {number} 条处被破坏：{reason}",
        "The change log is broken at entry {number}: {reason}");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Verifying = new("LC8521", "校验变更日志", "Verifying the change log");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Exporting = new("LC8220", "导出审计记录", "Exporting the audit");

    /// <summary>An export is done.</summary>
    public static readonly Message AuditExported = new("LC8221",
        "已导出 {count} 条审计记录到 {file}；变更日志共 {last} 条，最后的散列值 {hash}。",
        "{count} entries of the audit are in {file}; the change log has {last} entries, last hash {hash}.");

    /// <summary>A file that was exported holds.</summary>
    public static readonly Message ExportHolds = new("LC8222",
        "文件完整：{count} 条，其间未选取的有 {gaps} 处；变更日志最后的散列值 {hash}。",
        "The file holds: {count} entries, {gaps} gaps where entries were not selected; last hash of the change log {hash}.");

    /// <summary>A file that was exported does not hold.</summary>
    public static readonly Message ExportBroken = new("LC8223",
        "文件第 {line} 行与散列值不符，或文件不完整。",
        "Line {line} of the file does not match the hashes, or the file is not whole.");

    /// <summary>A time on the command line cannot be read.</summary>
    public static readonly Message WrongTime = new("LC8224",
        "“{value}”不是时间。请写成 2026-06-01 或 2026-06-01T08:00:00+08:00。",
        "'{value}' is no time. Write 2026-06-01 or 2026-06-01T08:00:00+08:00.");

    /// <summary>A file is already there, or cannot be read or written.</summary>
    public static readonly Message FileUnusable = new("LC8225", "无法使用文件 {file}：{reason}", "The file {file} cannot be used: {reason}");

    /// <summary>What an erasure has done.</summary>
    public static readonly Message ErasedData = new("LC8226",
        "已清除。清空的字段：{fields}；删除附件 {attachments} 个。此前的备份中仍有这些数据。",
        "Erased. Emptied fields: {fields}; {attachments} attachments deleted. Backups made before still hold the data.");

    /// <summary>What an erasure would do.</summary>
    public static readonly Message WouldErase = new("LC8227",
        "未执行。将清空的字段：{fields}；将删除附件 {attachments} 个。",
        "Nothing was done. Fields to be emptied: {fields}; {attachments} attachments to be deleted.");

    /// <summary>There is no data in the folder.</summary>
    public static readonly Message NoData = new("LC8522",
        "{folder} 中没有数据。",
        "There is no data in {folder}.");

    /// <summary>Progress of the tests.</summary>
    public static readonly Message Testing = new("LC8523", "运行用例", "Running the cases");

    /// <summary>The server's address is none.</summary>
    public static readonly Message NoAddress = new("LC8524",
        "{server} 不是服务器地址，应形如 http://localhost:5080。",
        "{server} is no server address; it looks like http://localhost:5080.");

    /// <summary>How a rule runs: compiled.</summary>
    public static readonly Message RuleCompiled = new("LC8525", "编译执行", "compiled");

    /// <summary>How a rule runs: by the engine.</summary>
    public static readonly Message RuleInterpreted = new("LC8526", "由脚本引擎执行（含 {construct}）", "run by the script engine because of {construct}");

    /// <summary>How many rules are compiled.</summary>
    public static readonly Message RulesExplained = new("LC8527", "{all} 条规则，其中 {compiled} 条编译执行。", "{all} rule(s), {compiled} of them compiled.");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Rescoring = new("LC8528", "重新判定", "Rescoring");

    /// <summary>What a dry run found.</summary>
    public static readonly Message RescoreWould = new("LC8529",
        "试算（未写入）：{app} 的“{decision}”按第 {version} 版重新判定，共 {total} 条记录；将变更 {changed} 条，不变 {unchanged} 条，未判定过 {undecided} 条，出错 {failed} 条。",
        "Dry run, nothing was written. {decision} of {app} by version {version} over {total} record(s): {changed} would change, {unchanged} would not, {undecided} were never decided, {failed} failed.");

    /// <summary>What a run did.</summary>
    public static readonly Message RescoreDid = new("LC8530",
        "{app} 的“{decision}”已按第 {version} 版重新判定，共 {total} 条记录；变更 {changed} 条，不变 {unchanged} 条，未判定过 {undecided} 条，出错 {failed} 条。",
        "{decision} of {app} was taken again by version {version} over {total} record(s): {changed} changed, {unchanged} did not, {undecided} were never decided, {failed} failed.");

    /// <summary>Records that move from one outcome to another.</summary>
    public static readonly Message RescoreMove = new("LC8531", "  {from} → {to}：{count} 条", "  {from} → {to}: {count}");

    /// <summary>Records whose points change and whose outcome does not.</summary>
    public static readonly Message RescorePoints = new("LC8532", "  {from} 不变，分数有变：{count} 条", "  {from} stays, other points: {count}");

    /// <summary>One such record.</summary>
    public static readonly Message RescoreExample = new("LC8533", "    记录 {id}：{before} → {after}", "    record {id}: {before} → {after}");

    /// <summary>Records on which a rule failed follow, for one reason.</summary>
    public static readonly Message RescoreFailure = new("LC8534", "  出错，保持原样{field}：{reason}", "  failed and left as they are{field}: {reason}");

    /// <summary>More records failed than are named.</summary>
    public static readonly Message RescoreMoreFailures = new("LC8535", "    另有 {count} 条出错，未一一列出。", "    and {count} more.");

    /// <summary>It was stopped, and how far it had come.</summary>
    public static readonly Message RescoreStopped = new("LC8536",
        "已停止：{total} 条记录中至少处理了 {looked} 条，其中结果有变的 {changed} 条。",
        "Stopped: at least {looked} of {total} record(s) were done, {changed} of them come out otherwise.");

    /// <summary>What to do after it was stopped.</summary>
    public static readonly Message RescoreIncomplete = new("LC8537",
        "没有全部完成；再次运行即可继续，已处理好的记录不会重复写入。",
        "It did not come to its end; run it again to go on. What is right already is not written twice.");

    /// <summary>A decision that gave no outcome.</summary>
    public static readonly Message NoOutcome = new("LC8538", "（无结果）", "(none)");

    /// <summary>The answer of a server ended too early.</summary>
    public static readonly Message AnswerCutOff = new("LC8539", "服务器的应答中断了。", "The server's answer was cut off.");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Moving = new("LC8540", "迁移并校验", "Moving and verifying");

    /// <summary>The move is done.</summary>
    public static readonly Message Moved = new("LC8541",
        "已迁到 {to} 并校验：{records} 条记录，{changes} 条变更（最后的散列值 {hash}），{attachments} 个附件。来源没有改动。",
        "Moved to {to} and verified: {records} records, {changes} changes (last hash {hash}), {attachments} attachments. The source is as it was.");

    /// <summary>Source and target are of the same kind.</summary>
    public static readonly Message MoveSameKind = new("LC8542",
        "{from} 和 {to} 是同一种存储。迁移只在目录与 PostgreSQL 之间进行；同种存储之间请用备份和恢复。",
        "{from} and {to} are of the same kind. A move goes between a folder and PostgreSQL; within a kind use backup and restore.");

    /// <summary>The copy is not what the source is.</summary>
    public static readonly Message MoveDiffers = new("LC8543",
        "迁移后的内容与来源不一致：{what}。请勿使用目标；确认来源没有服务器在写入后，换一个空的目标重新迁移。",
        "What was moved differs from the source: {what}. Do not use the target; make sure that no server writes to the source, and move again to another empty target.");

    /// <summary>How much of a query the store answers.</summary>
    public static readonly Message Explained = new("LC8544",
        "{set}：{conditions} 个条件中，{pushed} 个由存储直接回答，其余逐条判断。",
        "{set}: {pushed} of {conditions} condition(s) are answered by the store, the others record by record.");

    /// <summary>The indexes that serve a query.</summary>
    public static readonly Message ExplainedIndex = new("LC8545", "  使用索引 {indexes}", "  served by the index {indexes}");

    /// <summary>No index serves a query.</summary>
    public static readonly Message ExplainedNoIndex = new("LC8546", "  没有可用的索引，要查看全部记录", "  no index serves it: every record is looked at");

    /// <summary>Results come in their order.</summary>
    public static readonly Message ExplainedInOrder = new("LC8547", "  按所要的顺序读出", "  read in the order that is asked for");

    /// <summary>Results are sorted.</summary>
    public static readonly Message ExplainedSorted = new("LC8548", "  先全部取出再排序", "  collected, then sorted");

    /// <summary>The server said nothing about it.</summary>
    public static readonly Message NotExplained = new("LC8549",
        "服务器没有说明：只对管理员说明，并且该地址要查询记录。",
        "The server explained nothing: it does so for administrators only, and for addresses that query records.");
}
