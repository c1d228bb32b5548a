using LowCode.Definitions.Values;
using LowCode.Forms.Planning;

namespace LowCode.Forms.Evaluation;

/// <summary>Compares what people entered; what the engine calculates does not count.</summary>
static class Entered
{
    /// <summary>Whether two values of a field are the same as far as people entered them.</summary>
    public static bool Same(PlannedField field, in Value left, in Value right)
    {
        if (field.Rows is not { } scope)
            return left == right;
        var lefts = left.AsRows();
        var rights = right.AsRows();
        if (lefts.Length != rights.Length)
            return false;
        for (var i = 0; i < lefts.Length; i++)
        {
            if (lefts[i].Key != rights[i].Key || !Same(scope, lefts[i], rights[i]))
                return false;
        }
        return true;
    }

    private static bool Same(PlannedScope scope, Row left, Row right)
    {
        foreach (var field in scope.Fields)
        {
            if (field.Slot is { } slot && field.Definition.IsEntered && !Same(field, left[slot], right[slot]))
                return false;
        }
        return true;
    }
}
