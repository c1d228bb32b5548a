namespace LowCode.Definitions.Messages;

/// <summary>What the <c>lowcode</c> tool says. LC85xx.</summary>
public static class ToolMessages
{
    /// <summary>The folder is no pack.</summary>
    public static readonly Message NoPack = new("LC8501",
        "{folder} 不是模板包目录:里面没有 app.json。",
        "{folder} is no pack: there is no app.json in it.");

    /// <summary>The check's last line.</summary>
    public static readonly Message Checked = new("LC8502",
        "{pack}:{errors} 个错误,{warnings} 个警告。",
        "{pack}: {errors} error(s), {warnings} warning(s).");

    /// <summary>A case passed.</summary>
    public static readonly Message CasePassed = new("LC8503", "通过 {name}", "passed {name}");

    /// <summary>A case failed.</summary>
    public static readonly Message CaseFailed = new("LC8504", "失败 {name}", "FAILED {name}");

    /// <summary>The tests' last line.</summary>
    public static readonly Message Tested = new("LC8505",
        "{pack}:{passed} 个用例通过,{failed} 个失败。",
        "{pack}: {passed} case(s) passed, {failed} failed.");

    /// <summary>What no case reached.</summary>
    public static readonly Message NotReached = new("LC8506", "没有用例覆盖:{item}", "no case reaches {item}");

    /// <summary>A new version serves.</summary>
    public static readonly Message Published = new("LC8507",
        "{app} 已发布,现为第 {version} 版。",
        "{app} is published; version {version} serves now.");

    /// <summary>Nothing changed.</summary>
    public static readonly Message NothingNew = new("LC8508",
        "{app} 的内容与运行中的第 {version} 版相同,无需发布。",
        "{app} is what version {version} already serves; nothing was published.");

    /// <summary>It was not published.</summary>
    public static readonly Message NotPublished = new("LC8509",
        "{app} 有错误,未发布;原版本继续运行。",
        "{app} has errors and was not published; the old version keeps serving.");

    /// <summary>The server does not answer.</summary>
    public static readonly Message ServerUnreachable = new("LC8510",
        "无法连接服务器 {server}:{reason}",
        "The server {server} cannot be reached: {reason}");

    /// <summary>The server said no.</summary>
    public static readonly Message ServerRefused = new("LC8511",
        "服务器拒绝了请求({status}):{reason}",
        "The server refused ({status}): {reason}");

    /// <summary>Schemas were written.</summary>
    public static readonly Message SchemasWritten = new("LC8512",
        "已写入 {count} 个 JSON Schema:{folder}",
        "Wrote {count} JSON Schemas to {folder}.");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Generating = new("LC8513", "生成演示数据", "Generating the demo city");

    /// <summary>The demo's last line.</summary>
    public static readonly Message Generated = new("LC8514",
        "已生成:{divisions} 个区划,{sites} 个点位,{inspections} 条检查记录(随机种子 {seed})。",
        "Generated {divisions} divisions, {sites} sites and {inspections} inspections (seed {seed}).");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message BackingUp = new("LC8515", "备份并校验", "Backing up and verifying");

    /// <summary>The backup is done.</summary>
    public static readonly Message BackedUp = new("LC8516",
        "备份完成并已校验:{path}",
        "The backup is complete and verified: {path}");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Restoring = new("LC8517", "校验并恢复", "Verifying and restoring");

    /// <summary>The restore is done.</summary>
    public static readonly Message Restored = new("LC8518",
        "已恢复到 {folder}:{records} 条记录,{changes} 条变更。",
        "Restored to {folder}: {records} records, {changes} changes.");

    /// <summary>The chain holds.</summary>
    public static readonly Message ChainHolds = new("LC8519",
        "变更日志完整:{count} 条,最后的散列值 {hash}。",
        "The change log is whole: {count} entries, last hash {hash}.");

    /// <summary>The chain is broken.</summary>
    public static readonly Message ChainBroken = new("LC8520",
        "变更日志在第 {number} 条处被破坏:{reason}",
        "The change log is broken at entry {number}: {reason}");

    /// <summary>Title of a progress bar.</summary>
    public static readonly Message Verifying = new("LC8521", "校验变更日志", "Verifying the change log");

    /// <summary>There is no data in the folder.</summary>
    public static readonly Message NoData = new("LC8522",
        "{folder} 中没有数据。",
        "There is no data in {folder}.");

    /// <summary>Progress of the tests.</summary>
    public static readonly Message Testing = new("LC8523", "运行用例", "Running the cases");

    /// <summary>The server's address is none.</summary>
    public static readonly Message NoAddress = new("LC8524",
        "{server} 不是服务器地址,应形如 http://localhost:5080。",
        "{server} is no server address; it looks like http://localhost:5080.");

    /// <summary>How a rule runs: compiled.</summary>
    public static readonly Message RuleCompiled = new("LC8525", "编译执行", "compiled");

    /// <summary>How a rule runs: by the engine.</summary>
    public static readonly Message RuleInterpreted = new("LC8526", "由脚本引擎执行(含 {construct})", "run by the script engine because of {construct}");

    /// <summary>How many rules are compiled.</summary>
    public static readonly Message RulesExplained = new("LC8527", "{all} 条规则,其中 {compiled} 条编译执行。", "{all} rule(s), {compiled} of them compiled.");
}
