using LowCode.Definitions.Values;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>The forms that references point to, as rules see them; each is looked up once.</summary>
internal sealed class ReferencedForms(IRuleEnvironment environment)
{
    private readonly Dictionary<string, ReferencedForm?> _forms = [];

    /// <summary>The form of a name, or null when there is none.</summary>
    public ReferencedForm? Find(string name)
    {
        if (_forms.TryGetValue(name, out var known))
            return known;
        if (environment.Form(name) is not { } found)
            return _forms[name] = null;
        var types = new FieldRuleTypes(environment, FieldRuleTypes.AppOf(name));
        return _forms[name] = new ReferencedForm(RowType.Of(found.Form.Fields, found.Shape, types.TypeOf), found.Set);
    }
}

/// <summary>A form that references point to.</summary>
/// <param name="Row">Its records.</param>
/// <param name="Set">The set they lie in.</param>
internal sealed record ReferencedForm(RowType Row, string Set)
{
    /// <summary>The field at a dotted path, when rules may look it up: no tables and no files.</summary>
    public Member? Find(string path)
    {
        ObjectType? type = Row;
        Member? member = null;
        foreach (var name in path.Split('.'))
        {
            member = type?.Members.GetValueOrDefault(name);
            type = member?.Group;
        }
        return member?.Slot is { Kind: not (ValueKind.Rows or ValueKind.Files) } ? member : null;
    }
}
