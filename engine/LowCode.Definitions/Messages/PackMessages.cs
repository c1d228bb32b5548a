namespace LowCode.Definitions.Messages;

/// <summary>What the tests of a pack say of its cases. LC7xxx.</summary>
public static class PackMessages
{
    /// <summary>A value is not what the case expects.</summary>
    public static readonly Message NotAsExpected = new("LC7001",
        "{what} 应为 {expected},实际为 {actual}。",
        "{what} should be {expected}, and is {actual}.");

    /// <summary>The case names a form that does not exist.</summary>
    public static readonly Message NoSuchForm = new("LC7002",
        "用例里的表单 {form} 不存在。",
        "The case names the form {form}, which does not exist.");

    /// <summary>The case names a field that does not exist.</summary>
    public static readonly Message NoSuchField = new("LC7003",
        "用例里的字段 {field} 不存在。",
        "The case names the field {field}, which does not exist.");

    /// <summary>The case gives a value that the field cannot hold.</summary>
    public static readonly Message WrongValue = new("LC7004",
        "字段 {field} 不能填 {value}。",
        "The field {field} cannot hold {value}.");

    /// <summary>The case refers to a record that it did not describe.</summary>
    public static readonly Message NoSuchRecord = new("LC7005",
        "用例没有在 existing 里描述记录 {name}。",
        "The case does not describe the record {name} under 'existing'.");

    /// <summary>A record that should exist already could not be created.</summary>
    public static readonly Message ExistingNotCreated = new("LC7006",
        "existing 中的记录 {name} 无法建立:{reason}",
        "The record {name} under 'existing' cannot be created: {reason}");

    /// <summary>The record was not accepted, and the case did not expect that.</summary>
    public static readonly Message StepFailed = new("LC7007",
        "步骤 {step} 没有成功:{reason}",
        "The step {step} did not succeed: {reason}");

    /// <summary>The pack has errors, so its cases cannot run.</summary>
    public static readonly Message PackBroken = new("LC7008",
        "模板包 {pack} 有错误,用例无法运行。",
        "The pack {pack} has errors; its cases cannot run.");

    /// <summary>The case has a property that nobody reads.</summary>
    public static readonly Message UnknownExpectation = new("LC7009",
        "expect 里没有 {name} 这一项。",
        "There is no {name} under 'expect'.");

    /// <summary>The actor is not written as role@division.</summary>
    public static readonly Message WrongActor = new("LC7010",
        "“{actor}”应写成 角色@区划代码。",
        "'{actor}' should be written role@division.");

    /// <summary>For the person who acts the record is not there.</summary>
    public static readonly Message NotSeen = new("LC7011",
        "{actor} 看不到这条记录。",
        "{actor} cannot see the record.");
}
