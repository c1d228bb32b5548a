using LowCode.Definitions.Messages;

namespace LowCode.Rules.Types;

/// <summary>The names beside fields and functions: <c>me</c>, <c>record</c>, and <c>option</c> in an option filter.</summary>
internal static class ContextTypes
{
    public static readonly ObjectType Me = ObjectType.Of(
        RuleTerms.Me,
        ("name", RuleType.Text), ("title", RuleType.Text), ("division", RuleType.Text), ("roles", RuleType.ListOf(RuleType.Text)));

    public static readonly ObjectType Record = ObjectType.Of(
        RuleTerms.Record,
        ("id", RuleType.Text.OrNull), ("state", RuleType.Text.OrNull), ("division", RuleType.Text.OrNull),
        ("createdBy", RuleType.Text.OrNull), ("createdAt", RuleType.Instant.OrNull));

    /// <summary>The option that a filter asks about; <paramref name="code"/> is the type of the field's codes.</summary>
    public static ObjectType Option(RuleType code) => ObjectType.Of(
        RuleTerms.Option, ("code", code), ("parent", RuleType.Text.OrNull), ("title", RuleType.Text));
}
