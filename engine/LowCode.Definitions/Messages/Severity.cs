namespace LowCode.Definitions.Messages;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is held up.</summary>
    Warning,

    /// <summary>What was asked is not done.</summary>
    Error,
}
