using Acornima.Ast;
using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Functions that are bound to a field: <c>lookup</c>, <c>title</c>, <c>parent</c>.</summary>
internal sealed partial class RuleChecker
{
    private RuleExpression BindLookup(CallExpression call)
    {
        if (!CheckArity(call, "lookup", 2, 2))
            return Broken;
        var reference = Bind(call.Arguments[0]);
        var field = reference is Chain chain ? chain.Inner : reference;
        var (shape, slot) = field switch
        {
            FieldRead read => (read.Row.Shape, read.Slot),
            MemberRead { Member.Slot: { } member, Object.Type.Object: RowType row } => (row.Shape, member),
            _ => (null, null),
        };
        if (reference.Type.IsBroken)
            return Broken;
        if (shape is null || slot is null || reference.Type.Meaning is not Meaning.Reference to)
            return Error(RuleMessages.LookupReference, call.Arguments[0]);
        if (call.Arguments[1] is not StringLiteral path)
            return Error(RuleMessages.LookupPathLiteral, call.Arguments[1]);
        if (_forms.Find(to.Form) is not { } form)
            return Error(RuleMessages.TargetMissing, call.Arguments[0], ("name", to.Form));
        if (form.Find(path.Value) is not { } found)
            return Error(RuleMessages.LookupPath, path, ("form", to.Form), ("path", path.Value));
        _references.Add((shape, slot, form.Set));
        var type = found.Type.MayBe(RuleKinds.List) ? found.Type : found.Type.OrNull;
        return new LookupCall(reference, form.Set, form.Row.Shape, found.Slot!, type);
    }

    private RuleExpression BindOptionCall(CallExpression call, string name)
    {
        if (!CheckArity(call, name, 1, 1))
            return Broken;
        var code = Bind(call.Arguments[0]);
        if (code.Type.IsBroken)
            return Broken;
        var many = code.Type.IsOnly(RuleKinds.List);
        var meaning = (many ? code.Type.Item : code.Type)?.Meaning;
        if (meaning is not Meaning.Choice choice || (!many && !code.Type.IsOnly(RuleKinds.Text | RuleKinds.Nothing)))
            return Error(RuleMessages.ChoiceNeeded, call.Arguments[0], ("name", name));
        var type = RuleType.Text.OrNull;
        return new OptionCall(name == "parent", choice, code, many ? RuleType.ListOf(type) : type);
    }
}
