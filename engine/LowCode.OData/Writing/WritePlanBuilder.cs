using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using Microsoft.OData.Edm;

namespace LowCode.OData.Writing;

/// <summary>Makes the plan for a projection: properties that the caller may not see have no step.</summary>
internal sealed class WritePlanBuilder(RecordReader reader, WriteOptions options)
{
    private bool _hasFiles;

    /// <summary>True when nothing is written of a value of which the caller sees a mask: where it has not been put on yet.</summary>
    public bool IsClearOnly { get; init; }

    public WritePlan Build(EntityPlan entity, ProjectionTree tree)
    {
        _hasFiles = false;
        var steps = Steps(entity, tree, entity);
        var hasFiles = _hasFiles;
        for (var i = 0; i < tree.Values.Length; i++)
        {
            if (tree.Includes(tree.Values[i]))
                steps.Add(new ComputedStep(tree.Values[i].Name, i, tree.Values[i].Value.Kind, options));
        }
        foreach (var expansion in tree.Expanded.Values)
        {
            WritePlan Target(EntityPlan target) => new WritePlanBuilder(reader, options with { Can = false }).Build(target, expansion.Tree);
            steps.Add(expansion.Link switch
            {
                ReverseProperty reverse => new ReverseStep(
                    reverse.Name, reverse.Reference.Slot.Index, Target(reverse.Target), expansion.Suffix, expansion.Count),
                NavigationProperty link => new LinkStep(
                    link.Name, link.Reference?.Slot.Index, Target(link.Target), expansion.Suffix is ItemSuffix.Reference),
                var other => throw new InvalidOperationException($"{other.Name} is no link."),
            });
        }
        return new WritePlan(entity, options, [.. steps], hasFiles, PlanReads.Of(entity, tree, options.Can));
    }

    /// <summary>The steps that write the properties of a complex value.</summary>
    public IReadOnlyList<WriteStep> Members(TypePlan type, ProjectionTree tree, EntityPlan entity) => Steps(type, tree, entity);

    /// <summary>The step that writes one property under another name.</summary>
    public WriteStep As(string name, PropertyPlan property, ProjectionTree tree, EntityPlan entity) =>
        Step(property with { Name = name }, tree, entity);

    private List<WriteStep> Steps(TypePlan type, ProjectionTree tree, EntityPlan entity)
    {
        var steps = new List<WriteStep>();
        foreach (var property in type.Properties)
        {
            if (property is NavigationProperty or ReverseProperty)
            {
                if (options.Metadata == MetadataLevel.Full && tree.Includes(property.Name) && Sight.Sees(reader, entity, property))
                    steps.Add(new LinkAddressStep(property.Name));
                continue;
            }
            if (!tree.Includes(property.Name) || !(IsClearOnly ? Sight.Sees(reader, entity, property) : Sight.Shows(reader, entity, property)))
                continue;
            if (options.Metadata != MetadataLevel.None && Sight.Masks(reader, entity, property))
                steps.Add(new MaskedStep(property.Name));
            if (options.Metadata == MetadataLevel.Full && TypeAnnotation(type, property) is { } annotation)
                steps.Add(new TypeStep(property.Name, annotation));
            var inside = tree.Inside(property.Name);
            if (inside.Members is { Count: true } && SlotOf(property) is { } slot)
                steps.Add(new MembersCountStep(property.Name, slot));
            steps.Add(Step(property, inside, entity));
        }
        return steps;
    }

    private WriteStep Step(PropertyPlan property, ProjectionTree inside, EntityPlan entity)
    {
        switch (property)
        {
            case SystemProperty system: return new SystemStep(property.Name, system.System, options.NumbersAsText);
            case RowKeyProperty key: return new RowKeyStep(property.Name, key.Part);
            case GroupProperty group: return new GroupStep(property.Name, [.. Steps(group.Type, inside, entity)], property.Field!.Name);
            case TableProperty table:
                return new TableStep(property.Name, table.Slot.Index, [.. Steps(table.Row, inside, entity)], property.Field!.Name);
            case DecisionsProperty: return new DecisionsStep(property.Name, options.NumbersAsText);
            case SlotProperty { Slot.Kind: ValueKind.Codes } slot: return new CodesStep(property.Name, slot.Slot.Index);
            case SlotProperty { Slot.Kind: ValueKind.Location } slot: return new LocationStep(property.Name, slot.Slot.Index);
            case SlotProperty { Slot.Kind: ValueKind.Files } slot:
                _hasFiles = true;
                return new FilesStep(property.Name, slot.Slot.Index, slot.Field!.Name, options.NumbersAsText);
            case SlotProperty slot: return new SlotStep(property.Name, slot.Slot.Index, options.NumbersAsText);
            default: throw new InvalidOperationException($"No step writes {property.GetType().Name}.");
        }
    }

    private static int? SlotOf(PropertyPlan property) => property switch
    {
        TableProperty table => table.Slot.Index,
        SlotProperty slot => slot.Slot.Index,
        DecisionsProperty => DecisionsStep.Slot,
        _ => null,
    };

    // The types that a reader of JSON cannot tell from the value.
    private static string? TypeAnnotation(TypePlan type, PropertyPlan property)
    {
        var edm = type.Edm.FindProperty(property.Name).Type;
        if (edm.IsCollection())
            return $"#Collection({edm.AsCollection().ElementType().FullName().Replace("Edm.", "", StringComparison.Ordinal)})";
        return edm.PrimitiveKind() switch
        {
            EdmPrimitiveTypeKind.String or EdmPrimitiveTypeKind.Boolean => null,
            EdmPrimitiveTypeKind.None => "#" + edm.FullName(),
            var kind => "#" + kind,
        };
    }
}
