using System.Text.RegularExpressions;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Checks;

/// <summary>The constant constraints of a field: whether they can be understood, and leave anything.</summary>
internal static partial class ConstraintCheck
{
    private const int MaxLengthLimit = 1_000_000;
    private const long MaxSizeLimit = 2L * 1024 * 1024 * 1024;

    public static void Check(CheckScope scope, FieldDefinition field)
    {
        var constraints = field.Constraints;
        Bound(scope, field, "min", field.Min, constraints.Min);
        Bound(scope, field, "max", field.Max, constraints.Max);
        if (constraints.BoundsCross)
            scope.Error(FieldMessages.BoundsCross, field.AtMember("min"), ("min", $"min ({field.Min})"), ("max", $"max ({field.Max ?? $"{constraints.MaxCount}"})"));
        Range(scope, field, "minLength", field.MinLength, 0, MaxLengthLimit);
        Range(scope, field, "maxLength", field.MaxLength, 1, MaxLengthLimit);
        if (field.MinLength > constraints.MaxLength)
        {
            scope.Error(FieldMessages.BoundsCross, field.AtMember("minLength"),
                ("min", $"minLength ({field.MinLength})"), ("max", $"maxLength ({constraints.MaxLength})"));
        }
        Range(scope, field, "scale", field.Scale, 0, DecimalField.LargestScale);
        Range(scope, field, "maxSize", field.MaxSize, 1, MaxSizeLimit);
        if (constraints.PatternProblem is { } problem)
            scope.Error(FieldMessages.BadPattern, field.AtMember("pattern"), ("problem", problem.Problem), ("position", problem.Position));
        for (var i = 0; i < field.Accept.Length; i++)
        {
            if (!MediaType().IsMatch(field.Accept[i]))
                scope.Error(FieldMessages.BadMediaType, field.AtMember($"accept[{i}]"), ("value", field.Accept[i]));
        }
    }

    private static void Bound(CheckScope scope, FieldDefinition field, string property, string? text, in Value read)
    {
        var isUnread = field.Type.BoundsAreCounts ? FieldConstraints.ReadCount(text) is null : read.IsEmpty;
        if (text is not null && isUnread && field.Type.BoundExample is { } example)
        {
            scope.Error(FieldMessages.BadBound, field.AtMember(property),
                ("property", property), ("value", text), ("type", field.Type.Name), ("example", example));
        }
    }

    private static void Range(CheckScope scope, FieldDefinition field, string property, long? number, long min, long max)
    {
        if (number < min || number > max)
            scope.Error(FieldMessages.NumberOutOfRange, field.AtMember(property), ("property", property), ("min", min), ("max", max));
    }

    [GeneratedRegex(@"\A(\*/\*|[a-z0-9][a-z0-9!#$&^_.+-]*/(\*|[a-z0-9][a-z0-9!#$&^_.+-]*))\z", RegexOptions.CultureInvariant)]
    private static partial Regex MediaType();
}
