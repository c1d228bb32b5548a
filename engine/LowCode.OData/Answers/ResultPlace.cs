using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;

namespace LowCode.OData.Answers;

/// <summary>Puts what is wrong with a part of a body into its place in the whole.</summary>
internal static class ResultPlace
{
    public static CommandResult Within(this CommandResult result, string place)
    {
        Finding In(Finding finding) => finding with { Path = finding.Path.Length == 0 ? place : $"{place}.{finding.Path}" };
        return result switch
        {
            Invalid invalid => new Invalid([.. invalid.Findings.Select(In)]),
            Forbidden forbidden => new Forbidden(In(forbidden.Why)),
            Refused refused => new Refused(In(refused.Why)),
            _ => result,
        };
    }
}
