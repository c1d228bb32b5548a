using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Runtime.SystemSets;

/// <summary>Makes the definitions of the engine's own sets, in the terms in which authors write theirs.</summary>
internal static class SystemForm
{
    public static FormDefinition Of(string name, string chinese, string english, string? display, params ImmutableArray<FieldDefinition> fields) =>
        new() { Name = name, Title = Text(chinese, english), Display = display, Fields = fields };

    public static FieldDefinition Field(string name, string type, string chinese, string english) =>
        new() { Name = name, Type = FieldTypes.Find(type)!, Label = Text(chinese, english) };

    public static FieldDefinition RecordId(string name, string chinese, string english) =>
        new() { Name = name, Type = RecordIdType.Instance, Label = Text(chinese, english) };

    public static FieldDefinition Table(string name, string chinese, string english, params ImmutableArray<FieldDefinition> fields) =>
        Field(name, "table", chinese, english) with { Fields = fields };

    /// <summary>The table <c>roles</c>, whose rows are roles as they are given.</summary>
    public static FieldDefinition Roles(string chinese, string english) => Table("roles", chinese, english,
        Field("role", "text", "角色", "Role"),
        Field("division", "text", "区划", "Division"),
        Field("app", "text", "应用", "App"),
        Field("from", "date", "起始日期", "From"),
        Field("until", "date", "截止日期", "Until"));

    public static LocalizedText Text(string chinese, string english) =>
        new(chinese) { Translations = ImmutableDictionary<string, string>.Empty.Add(Locales.English, english) };
}
