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
        AccessCheck.Check(scope, form);
        if (form.Retention is { } retention)
            RetentionCheck.Check(scope, form, retention);
    }

    private static bool StandsForRecord(PlacedField placed) => !placed.InTable
        && (placed.Field.StoredType == UnknownFieldType.Instance
            || placed.Field.StoredKind is ValueKind.Text or ValueKind.Integer or ValueKind.Decimal or ValueKind.Date or ValueKind.Instant);
}
