using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>What surrounds a field.</summary>
internal enum FieldPlace
{
    Record,
    Group,
    Table,
}

/// <summary>Fields: names, the properties that their types have and need, what they refer to.</summary>
internal static class FieldCheck
{
    /// <summary>Deepest nesting of groups and tables in a form.</summary>
    public const int MaxDepth = 6;

    public static void All(CheckScope scope, FormDefinition form, ImmutableArray<FieldDefinition> fields, FieldPlace place, int depth = 0)
    {
        scope.Unique(fields.Select(field => (field.Name, field.AtMember("name"))));
        RenameCheck.Check(scope, fields);
        foreach (var field in fields)
        {
            Names(scope, field, place);
            Properties(scope, field);
            ConstraintCheck.Check(scope, field);
            References(scope, form, field);
            if (field.Fields.IsEmpty)
                continue;
            if (depth == MaxDepth)
                scope.Error(FieldMessages.FieldsTooDeep, field.AtMember("fields"), ("max", MaxDepth));
            else
                All(scope, form, field.Fields, field.Type.IsTable ? FieldPlace.Table : FieldPlace.Group, depth + 1);
        }
    }

    private static void Names(CheckScope scope, FieldDefinition field, FieldPlace place)
    {
        scope.Name(field.Name, field.AtMember("name"));
        if (NameRules.IsReserved(field.Name, place == FieldPlace.Record, place == FieldPlace.Table))
            scope.Error(NameMessages.ReservedName, field.AtMember("name"), ("name", field.Name));
    }

    private static void Properties(CheckScope scope, FieldDefinition field)
    {
        var type = field.Type;
        if (type == UnknownFieldType.Instance)
            return;
        foreach (var property in field.Positions.Written())
        {
            var common = FieldTypes.CommonProperties.Contains(property);
            if (common ? type.Refuses.Contains(property) : !type.Properties.Contains(property))
                scope.Error(FieldMessages.PropertyNotForType, field.AtName(property), ("type", type.Name), ("property", property));
        }
        foreach (var property in type.Needs)
        {
            if (!field.Positions.Has(property))
                scope.Error(FieldMessages.PropertyMissing, field.At, ("type", type.Name), ("property", property));
        }
        if (type.Needs.Contains("fields"))
            scope.NotEmpty(field, "fields");
        if (field.Value is not null && field.Default is not null)
            scope.Error(FieldMessages.NotTogether, field.AtName("default"), ("first", "value"), ("second", "default"));
        if (type == FieldTypes.Computed)
            ComputedCheck.Check(scope, field);
    }

    private static void References(CheckScope scope, FormDefinition form, FieldDefinition field)
    {
        var options = field.Options is { } list ? scope.OptionList(list, field.AtMember("options")) : null;
        if (field.To is { } to)
            scope.FormAnywhere(to, field.AtMember("to"));
        if (field.Role is { } role)
            RoleCheck.Role(scope, role, field.AtMember("role"));
        if (field.Decision is not null)
            ComputedCheck.Decision(scope, form, field, options);
    }
}
