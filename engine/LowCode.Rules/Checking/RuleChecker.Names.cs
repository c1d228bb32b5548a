using Acornima.Ast;
using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Names, members and items.</summary>
internal sealed partial class RuleChecker
{
    private RuleExpression BindName(Identifier identifier)
    {
        var name = identifier.Name;
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Local.Name == name)
                return Narrow(new LocalRead(_locals[i].Local, _locals[i].Type));
        }
        var outwards = 0;
        for (var row = _scope.Row; row is not null; row = row.Around, outwards++)
        {
            if (row.Members.TryGetValue(name, out var member))
                return ReadField(outwards, row, member);
        }
        switch (name)
        {
            case "me": return new ContextRead(ContextObject.Me, RuleType.Of(ContextTypes.Me));
            case "record": return new ContextRead(ContextObject.Record, RuleType.Of(ContextTypes.Record));
            case "option" when _scope.Site.Options: return new ContextRead(ContextObject.Option, OptionType());
            case "option": return Error(RuleMessages.OptionOutsideFilter, identifier);
            case "undefined": return new Constant(null, RuleType.Undefined);
            case "Date" or "Intl": return Error(RuleMessages.NotInLanguageUse, identifier, ("construct", name), ("instead", "today(), now(), addDays(…)"));
            case "this" or "globalThis" or "window": return Error(RuleMessages.NotInLanguage, identifier, ("construct", name));
        }
        if (StandardFunctions.Find(name) is not null || StandardFunctions.Special.Contains(name))
            return Error(RuleMessages.NotCalled, identifier, ("name", name));
        _report.Unknown(RuleMessages.UnknownName, RuleMessages.UnknownNameSuggest, identifier.Start, name, KnownNames());
        return Broken;
    }

    private RuleExpression ReadField(int outwards, RowType row, Member member)
    {
        if (member.Group is { } group)
            return new GroupRead(outwards, row, null, false, group);
        _reads.Add(new RuleRead(row.Shape, member.Slot!));
        return Narrow(new FieldRead(outwards, row, member.Slot!, member.Type));
    }

    private RuleType OptionType()
    {
        var code = _scope.Target is { } target ? (target.Item ?? target).Present : RuleType.Text;
        return RuleType.Of(ContextTypes.Option(code));
    }

    private IEnumerable<string> KnownNames()
    {
        var names = _locals.Select(local => local.Local.Name).ToList();
        for (var row = _scope.Row; row is not null; row = row.Around)
            names.AddRange(Paths(row, ""));
        return [.. names, "me", "record"];
    }

    private static IEnumerable<string> Paths(ObjectType type, string prefix) => type.Members.Values
        .OrderBy(member => member.Index).ThenBy(member => member.Name, StringComparer.Ordinal)
        .SelectMany(member => member.Group is { } group ? Paths(group, $"{prefix}{member.Name}.") : [prefix + member.Name]);

    // What a test before has found filled in is not empty here.
    private RuleExpression Narrow(RuleExpression read) =>
        Facts.Key(read) is { } key && _filled.Contains(key) ? read with { Type = read.Type.Present } : read;

    private Chain BindChain(ChainExpression chain)
    {
        var inner = Bind(chain.Expression);
        // A base that may be empty ends the chain with undefined; one that is always there does not.
        var type = CanEnd(inner) && !inner.Type.IsBroken ? inner.Type.OrUndefined : inner.Type;
        return (Chain)Narrow(new Chain(inner, type));
    }

    private static bool CanEnd(RuleExpression? part)
    {
        for (; part is not null;)
        {
            var (inner, optional) = part switch
            {
                MemberRead read => (read.Object, read.Optional),
                LengthRead read => (read.Object, read.Optional),
                ItemRead read => (read.Object, read.Optional),
                MethodCall call => (call.Object, call.Optional),
                _ => (null, false),
            };
            if (optional && inner!.Type.MayBe(RuleKinds.Nothing))
                return true;
            part = inner;
        }
        return false;
    }

    private RuleExpression BindMember(MemberExpression node)
    {
        if (node.Object is RegExpLiteral)
            return Error(RuleMessages.PatternUse, node);
        if (node.Object is Identifier { Name: "Math" or "Number" or "Object" or "Array" or "JSON" } native && !IsNamed(native.Name))
            return Error(RuleMessages.NotInLanguage, node, ("construct", Slice(node)));
        var target = BindAny(node.Object);
        if (node.Computed)
            return BindItem(node, target);
        if (node.Property is not Identifier property)
            return Error(RuleMessages.NotInLanguage, node, ("construct", Slice(node.Property)));
        if (target is GroupRead group)
            return BindGroupMember(property, group);
        if (target.Type.IsBroken)
            return Broken;
        CheckFilled(node.Object, target, node.Optional);
        return BindProperty(node, target, property);
    }

    private RuleExpression BindGroupMember(Identifier property, GroupRead group)
    {
        if (!group.Group.Members.TryGetValue(property.Name, out var member))
            return UnknownProperty(property, group.Group);
        if (member.Group is { } inner)
            return group with { Group = inner };
        if (group.Object is null)
            return ReadField(group.Outwards, group.Row, member);
        _reads.Add(new RuleRead(group.Row.Shape, member.Slot!));
        return Narrow(new MemberRead(group.Object, member, group.Optional, member.Type));
    }

    private RuleExpression BindProperty(MemberExpression node, RuleExpression target, Identifier property)
    {
        var type = target.Type;
        if (property.Name == "length" && !type.MayBe(RuleKinds.Object) && type.MayBe(RuleKinds.Text | RuleKinds.List)
            && type.IsOnly(RuleKinds.Text | RuleKinds.List | RuleKinds.Nothing))
            return new LengthRead(target, node.Optional, RuleType.Number);
        if (type.Object is not { } shape || !type.IsOnly(RuleKinds.Object | RuleKinds.Nothing))
        {
            if (type.Meaning is Meaning.Reference)
                return Error(RuleMessages.ReferenceMember, node, ("name", Slice(node.Object)), ("property", property.Name));
            return IsMethod(property.Name)
                ? Error(RuleMessages.NotCalled, property, ("name", property.Name))
                : Error(RuleMessages.UnknownProperty, property, ("type", type.Title), ("name", property.Name));
        }
        if (!shape.Members.TryGetValue(property.Name, out var member))
            return UnknownProperty(property, shape);
        if (member.Group is { } group)
            return new GroupRead(0, (RowType)shape, target, node.Optional, group);
        if (shape is RowType row)
            _reads.Add(new RuleRead(row.Shape, member.Slot!));
        return Narrow(new MemberRead(target, member, node.Optional, member.Type));
    }

    private RuleExpression BindItem(MemberExpression node, RuleExpression target)
    {
        var index = Bind((Expression)node.Property);
        if (target is GroupRead)
            return Error(RuleMessages.IndexType, node.Property);
        if (target.Type.IsBroken || index.Type.IsBroken)
            return Broken;
        CheckFilled(node.Object, target, node.Optional);
        if (!index.Type.IsOnly(RuleKinds.Number))
            return Error(RuleMessages.IndexType, node.Property);
        var type = target.Type.Present;
        if (type.IsOnly(RuleKinds.List))
            return new ItemRead(target, index, node.Optional, Methods.ItemOf(type).OrUndefined);
        if (type.IsOnly(RuleKinds.Text))
            return new ItemRead(target, index, node.Optional, RuleType.Text.OrUndefined);
        return Error(RuleMessages.UnknownProperty, node.Property, ("type", type.Title), ("name", "[ ]"));
    }

    private Constant UnknownProperty(Identifier property, ObjectType type)
    {
        _report.Unknown(
            RuleMessages.UnknownProperty, RuleMessages.UnknownPropertySuggest, property.Start, property.Name, Paths(type, ""), ("type", type.Title));
        return Broken;
    }

    private void CheckFilled(Node node, RuleExpression target, bool optional)
    {
        if (!optional && target.Type.MayBe(RuleKinds.Nothing) && !target.Type.IsOnly(RuleKinds.Nothing))
            _report.Warning(RuleMessages.MayBeEmpty, node.Start, ("name", Slice(node)));
    }

    private bool IsNamed(string name)
    {
        if (_locals.Exists(local => local.Local.Name == name))
            return true;
        for (var row = _scope.Row; row is not null; row = row.Around)
        {
            if (row.Members.ContainsKey(name))
                return true;
        }
        return false;
    }

    private static bool IsMethod(string name) =>
        Methods.Find(name, RuleKinds.List) is not null || Methods.Find(name, RuleKinds.Text) is not null;
}
