using System.Reflection;
using LowCode.Definitions.Messages;

namespace LowCode.Server.Apps;

/// <summary>
/// The sentences of the catalogue that the form runtime says by their codes alone: constraints, form rules, failed rules.
/// Placeholders are left in them for the page to fill.
/// </summary>
static class PageMessages
{
    private static readonly Message[] All =
    [
        .. from type in (Type[])[typeof(FormMessages), typeof(FormRuleMessages), typeof(RuleFailureMessages)]
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.FieldType == typeof(Message)
           select (Message)field.GetValue(null)!,
    ];

    private static readonly Dictionary<string, string> Chinese = All.ToDictionary(message => message.Code, message => message.Chinese);
    private static readonly Dictionary<string, string> English = All.ToDictionary(message => message.Code, message => message.English);

    /// <summary>By code, in a language.</summary>
    public static IReadOnlyDictionary<string, string> In(string locale) => Locales.IsEnglish(locale) ? English : Chinese;
}
