using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.Runtime.Access;
using LowCode.Runtime.Apps;

namespace LowCode.Server.Apps;

/// <summary>A field as pages need to know it; what constrains it is in the form's module.</summary>
/// <param name="Name">Its name in its form, group or table.</param>
/// <param name="Property">What it is called in OData.</param>
/// <param name="Type">Its type; that of what it holds when it is computed.</param>
/// <param name="Label">What stands beside it.</param>
sealed record FieldOutline(string Name, string Property, string Type, string Label)
{
    /// <summary>In the outline of an earlier version: the path of its property in its record or row as OData has it now; null when that is <see cref="Property"/>, or there is none.</summary>
    public string? Now { get; init; }

    /// <summary>In the outline of an earlier version: true when OData does not have it any more.</summary>
    public bool? Dropped { get; init; }

    /// <summary>Help below it.</summary>
    public string? Hint { get; init; }

    /// <summary>Unit behind a number.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimal places.</summary>
    public int? Scale { get; init; }

    /// <summary>True when nobody enters it.</summary>
    public bool? Computed { get; init; }

    /// <summary>The decision whose outcome it shows.</summary>
    public string? Decision { get; init; }

    /// <summary>True when the caller sees a mask of it.</summary>
    public bool? Masked { get; init; }

    /// <summary>True when the caller does not set it in new records.</summary>
    public bool? NotCreated { get; init; }

    /// <summary>True when the caller does not set it in records that are there.</summary>
    public bool? NotUpdated { get; init; }

    /// <summary>Its option list, by the name under which the app's outline has it.</summary>
    public string? Options { get; init; }

    /// <summary>What it refers to.</summary>
    public TargetOutline? To { get; init; }

    /// <summary>The level of a division.</summary>
    public string? Level { get; init; }

    /// <summary>The role that a person must hold to be chosen.</summary>
    public string? Role { get; init; }

    /// <summary>Media types of files.</summary>
    public ImmutableArray<string>? Accept { get; init; }

    /// <summary>The fields in a group or table.</summary>
    public ImmutableArray<FieldOutline>? Fields { get; init; }
}

/// <summary>The form that a reference leads to.</summary>
/// <param name="App">Its app.</param>
/// <param name="Form">Its name.</param>
/// <param name="Display">The OData path of the property that stands for a record; null when there is none.</param>
sealed record TargetOutline(string App, string Form, string? Display);

/// <summary>Outlines the fields of a form.</summary>
/// <param name="app">The app.</param>
/// <param name="visible">The form as the caller sees it.</param>
/// <param name="formOf">The form of an app and a name; null when there is none.</param>
/// <param name="locale">The caller's language.</param>
/// <param name="current">What its fields are called now, when it is of an earlier version.</param>
sealed class FieldOutlines(CompiledApp app, VisibleForm visible, Func<string, string, CompiledForm?> formOf, string locale, CurrentNames? current = null)
{
    private Shape? _shape;

    /// <summary>Full names of the option lists that were met.</summary>
    public HashSet<string> Lists { get; } = [];

    /// <summary>All of them.</summary>
    public ImmutableArray<FieldOutline> All(FormDefinition form)
    {
        _shape = app.Forms[form.Name].Shape;
        return Of(visible.Fields, form.Fields, PropertyNames.InRecord, "", "", "");
    }

    /// <summary>Where the property is that stands for a form's records.</summary>
    public static string? DisplayOf(FormDefinition form)
    {
        var path = form.Display ?? form.Fields.FirstOrDefault(field => field.StoredType == FieldTypes.Text)?.Name;
        if (path is null)
            return null;
        var names = new List<string>();
        var beside = form.Fields;
        foreach (var part in path.Split('.'))
        {
            if (beside.FirstOrDefault(field => field.Name == part) is not { } field)
                return null;
            names.Add(names.Count == 0 ? PropertyNames.InRecord(field, beside) : PropertyNames.InGroup(field, beside));
            beside = field.Fields;
        }
        return string.Join('/', names);
    }

    private ImmutableArray<FieldOutline> Of(
        ImmutableArray<FieldDefinition> fields, ImmutableArray<FieldDefinition> all,
        Func<FieldDefinition, ImmutableArray<FieldDefinition>, string> nameOf, string table, string prefix, string named) =>
        [.. fields.Select(field => Of(field, all, nameOf, table, prefix + field.Name, named))];

    private FieldOutline Of(
        FieldDefinition field, ImmutableArray<FieldDefinition> all,
        Func<FieldDefinition, ImmutableArray<FieldDefinition>, string> nameOf, string table, string path, string named)
    {
        var original = all.First(other => other.Name == field.Name);
        var name = nameOf(original, all);
        var now = current is null || field.Type.IsGroup ? named + name : NowOf(table, path);
        return new FieldOutline(field.Name, name, field.StoredType.Name, field.Label?.In(locale) ?? field.Name)
        {
            Now = now == named + name ? null : now,
            Dropped = now is null ? true : null,
            Hint = field.Hint?.In(locale),
            Unit = field.Unit?.In(locale),
            Scale = field.StoredType == FieldTypes.Decimal ? field.Scale ?? 2 : null,
            Computed = !field.Type.IsGroup && !field.IsEntered ? true : null,
            Decision = field.Decision,
            Masked = visible.Masks(table, path) ? true : null,
            NotCreated = visible.Sets(AccessAction.Create, table, path) ? null : true,
            NotUpdated = visible.Sets(AccessAction.Update, table, path) ? null : true,
            Options = field.Options is null ? null : ListOf(field.Options),
            To = field.To is null ? null : TargetOf(field.To),
            Level = field.Level is { } level ? Camel(level) : null,
            Role = field.Role,
            Accept = field.Type == FieldTypes.File || field.Type == FieldTypes.Photo ? field.Constraints.Accept : null,
            Fields = field.Type.IsGroup ? Of(field.Fields, original.Fields, PropertyNames.InGroup, table, path + ".", $"{named}{name}/")
                : field.Type.IsTable ? Of(field.Fields, original.Fields, PropertyNames.InRow, $"{table}/{path}", "", "") : null,
        };
    }

    private string? NowOf(string table, string path)
    {
        var (shape, places) = (_shape!, "");
        foreach (var part in table.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var slot = shape[part];
            (shape, places) = (slot.Rows!, $"{places}/{slot.Index}");
        }
        return current!.Find(places, shape[path]);
    }

    private string ListOf(string name)
    {
        var (owner, list) = CompiledForm.TargetOf(app.Definition.Name, name);
        Lists.Add($"{owner}/{list}");
        return $"{owner}/{list}";
    }

    private TargetOutline TargetOf(string to)
    {
        var (owner, form) = CompiledForm.TargetOf(app.Definition.Name, to);
        return new TargetOutline(owner, form, formOf(owner, form) is { } target ? DisplayOf(target.Definition) : null);
    }

    private static string Camel<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
