using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Syntax;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Follows paths through the model, and asks at each step whether the caller may.</summary>
internal sealed class PathBinder(Binder binder, ExpressionBinder expressions)
{
    private static readonly string[] TextsOfRules = ["title", "gate", "max", "message", "evidence", "source"];

    private Clause Clause => expressions.Clause;

    public Bound Step(StepNode node, Scope scope)
    {
        if (node.Source is null)
            return First(node, scope);
        if (node.Source is StepNode { Source: null, Name: "$root" })
            return OfService(node);
        return Step(expressions.Bind(node.Source, scope), node);
    }

    /// <summary>What a name means behind something.</summary>
    public Bound Step(Bound source, StepNode node) => source switch
    {
        BoundPlace { Place: var place } => Property(place, node),
        BoundValue { Kind: BoundKind.Location } point => Part(point, node),
        BoundValue => throw Clause.UnknownProperty(node.Position, node.Name, []),
        _ => throw Clause.Incompatible(node.Position, "Collection()"),
    };

    /// <summary>An entity by its key: <c>$root/visit(…)</c>.</summary>
    public Bound Key(KeyNode node, Scope scope)
    {
        if (node.Source is not StepNode { Source: null, Name: "$root" })
            throw Clause.UnknownFunction(node.Position, node.Name);
        var entity = binder.Model.Find(node.Name)
            ?? throw Clause.UnknownProperty(node.Position, node.Name, binder.Model.Sets.Select(set => set.Set));
        if (entity.IsRows || node.Keys is not [var key] || key.Name is not (null or Names.Id))
            throw Clause.NotSupported($"$root/{node.Name}(…)");
        var id = Literals.Fit(expressions.Value(key.Value, scope), BoundKind.Id, Clause, key.Value.Position);
        if (id.Kind is not (BoundKind.Id or BoundKind.Null))
            throw Clause.Incompatible(key.Value.Position, $"{id.Kind.Name()}, Edm.Guid");
        return Entity(entity, id.Expression);
    }

    private Bound First(StepNode node, Scope scope) => node.Name switch
    {
        "$it" => scope.It is { } it ? new BoundPlace(it, it.Entity is null ? null : it.Read(FieldRef.Of(SystemField.Id))) : throw Clause.NotSupported("$it"),
        "$this" when scope.This is { } self => self,
        "$root" => throw Clause.Malformed(node.Position),
        _ => scope.Variables.TryGetValue(node.Name, out var variable) ? variable : Property(scope.Here, node),
    };

    private BoundPlace OfService(StepNode node)
    {
        if (node.Name != Names.Me)
            throw binder.Model.Find(node.Name) is null
                ? Clause.UnknownProperty(node.Position, node.Name, binder.Model.Sets.Select(set => set.Set).Append(Names.Me))
                : Clause.NotSupported($"$root/{node.Name}");
        var caller = binder.Reader.Caller;
        return new BoundPlace(Place.Of(
        [
            new("name", BoundValue.Of(Value.Of(caller.Name), BoundKind.Text)),
            new("title", BoundValue.Of(Value.Of(caller.Title), BoundKind.Text)),
            new("isAdministrator", BoundValue.Of(Value.Of(caller.IsAdministrator), BoundKind.Boolean)),
            new("locale", BoundValue.Of(Value.Of(caller.Locale), BoundKind.Text)),
        ]), null);
    }

    private Bound Property(Place place, StepNode node)
    {
        if (place.Names.TryGetValue(node.Name, out var meaning))
        {
            if (meaning is BoundValue { Nodes: > 0 and var nodes })
                binder.Count(Clause, nodes);
            return meaning is BoundLater later ? throw Clause.NotSupported(later.Feature) : meaning;
        }
        if (place.Entity is { } entity && entity.TypeName == node.Name && ReferenceEquals(entity, place.Type))
            return new BoundPlace(place, place.Read(FieldRef.Of(SystemField.Id)));
        switch (Lookup(place, node))
        {
            case SlotProperty { Slot.Kind: ValueKind.Codes or ValueKind.Files } list: return MembersOf(list) with { Expression = place.Read(list.Ref) };
            case SlotProperty slot: return new BoundValue(place.Read(slot.Ref), BoundKinds.Of(slot.Slot.Kind)!.Value) { Codes = CodesOf(slot) };
            case SystemProperty system: return new BoundValue(place.Read(system.Ref), BoundKinds.Of(system.Ref.Kind)!.Value);
            case RowKeyProperty { Part: RowKeyPart.Row }: return new BoundValue(place.Read(FieldRef.Of(SystemField.Id)), BoundKind.Id);
            case RowKeyProperty { Part: RowKeyPart.Record } when place.ReadOwner is { } owner:
                return new BoundValue(owner(FieldRef.Of(SystemField.Id)), BoundKind.Id);
            case RowKeyProperty { Part: RowKeyPart.ParentRow } when place.Read(FieldRef.Of(SystemField.Id)) is Field { Scope: 0 }: return new BoundValue(new ParentKey(), BoundKind.Id);
            case GroupProperty group: return new BoundPlace(place with { Type = group.Type, Names = place.Names.Clear() }, null);
            case TableProperty table:
                BoundPlace RowOf(Func<FieldRef, Expression> read) => new(new Place(table.Row, place.Entity, read), read(FieldRef.Of(SystemField.Id)));
                return new BoundCollection(table.Name, place.Read(FieldRef.Of(table.Slot)), scope => RowOf(field => new Field(field, scope))) { Joined = RowOf };
            case DecisionsProperty decisions: return Decisions(decisions, place);
            case ReverseProperty reverse: return Referring(place, reverse);
            case NavigationProperty { Reference: { } reference } link: return Entity(link.Target, place.Read(reference.Ref));
            case NavigationProperty link when place.ReadOwner is { } owner:
                return new BoundPlace(new Place(link.Target, link.Target, owner), owner(FieldRef.Of(SystemField.Id)));
            default: throw Clause.NotSupported(node.Name);
        }
    }

    private static BoundCollection Decisions(DecisionsProperty property, Place place) => new(
        property.Name, DecisionRows.Of(place.Read(FieldRef.Of(SystemField.Id))), DecisionAt)
    { Joined = read => MemberOf(DecisionRows.Shape, read) };

    /// <summary>A decision of the record at hand, as the variable of a scope.</summary>
    public static BoundPlace DecisionAt(int scope) => MemberOf(DecisionRows.Shape, field => new Field(field, scope));

    // What definitions say of a decision is put to it when it is written: it cannot be asked for.
    private static BoundPlace MemberOf(Shape shape, Func<FieldRef, Expression> read) => new(Place.Of(
    [
        .. shape.Slots.Select(slot => KeyValuePair.Create<string, Bound>(slot.Path, slot.Rows is { } rows
            ? new BoundCollection(slot.Path, read(FieldRef.Of(slot)), scope => MemberOf(rows, field => new Field(field, scope)))
            : new BoundValue(read(FieldRef.Of(slot)), BoundKinds.Of(slot.Kind)!.Value))),
        .. (shape == DecisionRows.Shape ? ["title"] : TextsOfRules).Select(name => KeyValuePair.Create<string, Bound>(name, new BoundLater(name))),
    ]), null);

    private BoundCollection Referring(Place place, ReverseProperty link)
    {
        var target = link.Target;
        var referring = new Referring(place.Read(FieldRef.Of(SystemField.Id)), target.RecordSet, link.Reference.Ref, binder.Reader.Reach(target.App, target.Form));
        return new BoundCollection(link.Name, referring, scope => new BoundPlace(
            new Place(target, target, field => new Field(field, scope)), new Field(FieldRef.Of(SystemField.Id), scope)))
        { IsReferring = true };
    }

    /// <summary>A multiple choice or attachments, of the record in scope 0.</summary>
    public static BoundCollection MembersOf(SlotProperty slot) => slot.Slot.Kind is ValueKind.Files
        ? new BoundCollection(slot.Name, new Field(slot.Ref), File)
        : new BoundCollection(slot.Name, new Field(slot.Ref),
            scope => new BoundValue(new CodeVariable(scope), BoundKind.Text) { Codes = CodesOf(slot) })
        { IsCodes = true };

    private static KnownCodes? CodesOf(SlotProperty slot) => slot.Codes is { } known ? new KnownCodes(slot.Name, known) : null;

    // Its address is made when it is written: it cannot be asked for.
    private static BoundPlace File(int scope) => new(Place.Of(
    [
        new("hash", new BoundValue(new FileField(FilePart.Hash, scope), BoundKind.Text)),
        new("name", new BoundValue(new FileField(FilePart.Name, scope), BoundKind.Text)),
        new("mediaType", new BoundValue(new FileField(FilePart.MediaType, scope), BoundKind.Text)),
        new("size", new BoundValue(new FileField(FilePart.Size, scope), BoundKind.Integer)),
        new("url", new BoundLater("url")),
    ]), null);

    private BoundValue Part(BoundValue point, StepNode node) => node.Name switch
    {
        "latitude" => new BoundValue(new Call(Function.Latitude, [point.Expression]), BoundKind.Decimal),
        "longitude" => new BoundValue(new Call(Function.Longitude, [point.Expression]), BoundKind.Decimal),
        "accuracy" => new BoundValue(new Call(Function.Accuracy, [point.Expression]), BoundKind.Decimal),
        _ => throw Clause.UnknownProperty(node.Position, node.Name, ["latitude", "longitude", "accuracy"]),
    };

    // What the caller may not see there is as if it did not exist.
    private BoundPlace Entity(EntityPlan entity, Expression id)
    {
        Related Read(FieldRef field) => new(id, entity.RecordSet, binder.Reader.Reach(entity.App, entity.Form), new Field(field));
        return new BoundPlace(new Place(entity, entity, Read), Read(FieldRef.Of(SystemField.Id)));
    }

    private PropertyPlan Lookup(Place place, StepNode node)
    {
        if (place is not { Type: { } type, Entity: { } entity })
            throw Clause.UnknownProperty(node.Position, node.Name, place.Names.Keys);
        return Sight.Find(binder.Reader, entity, type, node.Name) ?? throw Clause.UnknownProperty(
            node.Position, node.Name, place.Names.Keys.Concat(Sight.Seen(binder.Reader, entity, type).Select(property => property.Name)));
    }
}
