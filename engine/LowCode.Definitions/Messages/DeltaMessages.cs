namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with a link to changes: LC6120 to LC6129.</summary>
public static class DeltaMessages
{
    /// <summary>A token that this service did not make, or not for this query.</summary>
    public static readonly Message WrongToken = new("LC6120", "变更链接无效或被改动。", "The link to changes is not one of this service, or was altered.");

    /// <summary>A token that can no longer be followed.</summary>
    public static readonly Message Gone = new("LC6121",
        "变更链接已失效（权限或数据已变），请重新读取全部。", "The link to changes no longer holds (what you may see, or the data, is another): read everything again.");
}
