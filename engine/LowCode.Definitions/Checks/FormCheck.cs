using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Checks;

/// <summary>A form as a whole; <see cref="FieldCheck"/> looks at its fields.</summary>
internal static class FormCheck
{
    public static void Check(CheckScope scope, FormDefinition form)
    {
        scope.Name(form.Name, form.AtMember("form"));
        scope.NotEmpty(form, "fields");
        FieldCheck.All(scope, form, form.Fields, FieldPlace.Record);
        if (form.Display is { } display && scope.Field(form, display, form.AtMember("display")) is { } shown && !StandsForRecord(shown))
            scope.Error(FieldMessages.DisplayUnfit, form.AtMember("display"), ("field", display));
        foreach (var access in form.Access)
        {
            RoleCheck.Role(scope, access.Role, access.AtMember("role"));
            scope.NotEmpty(access, "can");
            for (var i = 0; i < access.Hides.Length; i++)
                scope.Field(form, access.Hides[i], access.AtMember($"hides[{i}]"));
        }
    }

    private static bool StandsForRecord(PlacedField placed) => !placed.InTable
        && (placed.Field.StoredType == UnknownFieldType.Instance
            || placed.Field.StoredKind is ValueKind.Text or ValueKind.Integer or ValueKind.Decimal or ValueKind.Date or ValueKind.Instant);
}
