using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>Computed fields: one source, and a type that can hold what it gives.</summary>
internal static class ComputedCheck
{
    private const string Points = ".points";

    private static readonly ImmutableArray<string> ForPoints = ["integer", "decimal"];
    private static readonly ImmutableArray<string> ForOutcomes = ["text", "choice"];

    public static void Check(CheckScope scope, FieldDefinition field)
    {
        if (field.Positions.Has("value") == field.Positions.Has("decision"))
            scope.Error(FieldMessages.ComputedSource, field.Positions.Has("value") ? field.AtName("decision") : field.At);
        if (field.As is not { } held)
            return;
        if (!ComputedField.Holds.Contains(held.Name))
        {
            scope.Error(FieldMessages.ComputedAs, field.AtMember("as"),
                ("type", held.Name), ("allowed", string.Join(", ", ComputedField.Holds)));
            return;
        }
        if (held == FieldTypes.Choice && field.Options is null && !field.Positions.Has("options"))
            scope.Error(FieldMessages.PropertyMissing, field.At, ("type", "computed (choice)"), ("property", "options"));
        foreach (var property in new[] { "scale", "unit", "options" })
        {
            if (field.Positions.Has(property) && !held.Properties.Contains(property))
                scope.Error(FieldMessages.PropertyNotForType, field.AtName(property), ("type", $"computed ({held.Name})"), ("property", property));
        }
    }

    public static void Decision(CheckScope scope, FormDefinition form, FieldDefinition field, OptionListDefinition? options)
    {
        var at = field.AtMember("decision");
        var points = field.Decision!.EndsWith(Points, StringComparison.Ordinal);
        var name = points ? field.Decision[..^Points.Length] : field.Decision;
        var decision = scope.Decision(name, form, at);
        var fits = points ? ForPoints : ForOutcomes;
        if (field.As is { } held && ComputedField.Holds.Contains(held.Name) && !fits.Contains(held.Name))
        {
            scope.Error(FieldMessages.DecisionKind, field.AtMember("as"),
                ("decision", field.Decision), ("type", held.Name), ("allowed", string.Join(", ", fits)));
        }
        if (points || decision is null || options is null)
            return;
        foreach (var outcome in DecisionCheck.Outcomes(decision).Where(outcome => options.Find(outcome) is null))
            scope.Error(FieldMessages.OutcomeNoOption, field.AtMember("options"), ("outcome", outcome), ("options", field.Options));
    }
}
