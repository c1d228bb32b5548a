using System.Collections.Frozen;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>Builds the entity types of one form: its records, and the rows of each of its tables.</summary>
internal sealed class EntityBuilder
{
    private readonly ServiceEdm _model;
    private readonly SharedTypes _shared;
    private readonly FormSource _form;
    private readonly string _ns;
    private readonly Links _links = new();
    private readonly List<PropertyPlan> _properties = [];
    private readonly List<RowsBuilder> _rows = [];
    private NavigationProperty[] _navigation = [];

    public EntityBuilder(
        ServiceEdm model, SharedTypes shared, FormSource form, Func<FieldDefinition, FrozenSet<string>?> codes, List<TypePlan> types)
    {
        (_model, _shared, _form) = (model, shared, form);
        _ns = form.App == "system" ? Names.Shared : Names.Namespace(form.App);
        var edm = new EdmEntityType(_ns, form.Definition.Name);
        model.AddElement(edm);
        model.Describe(edm, form.Definition.Title, form.Definition.Description);
        Entity = new EntityPlan(edm, form.Set, form.App, form.Definition.Name, form.Shape)
        {
            IsReadOnly = form.IsReadOnly,
            Workflow = form.Workflow,
            Title = form.Definition.Title,
        };
        types.Add(Entity);
        AddSystemProperties(edm);
        var fields = new FieldTypesBuilder(model, shared, _ns, form.Definition.Name, codes, types);
        _properties.AddRange(fields.Add(edm, form.Definition.Fields, form.Shape, "", "", form.App == "system" ? Names.OfSystemRecords : Names.OfRecords, _links));
        if (form.Decides)
        {
            model.AnnotateComputed(edm.AddStructuralProperty(Names.Decisions, SharedTypes.Collection(shared.Decision)));
            _properties.Add(new DecisionsProperty(Names.Decisions) { IsComputed = true });
        }
        if (!form.IsReadOnly)
        {
            foreach (var (name, field, slot, inner) in _links.Tables)
                AddRows(name, field.Label, [slot.Index], slot, inner, null, types);
        }
    }

    /// <summary>The records.</summary>
    public EntityPlan Entity { get; }

    /// <summary>The rows of each table, in the order of the form, nested ones behind their outer table.</summary>
    public IEnumerable<EntityPlan> Rows => _rows.Select(rows => rows.Entity);

    /// <summary>
    /// Adds the links of the records, once every entity type is there; gives them as they are seen from their targets:
    /// the form's name and the link's, <c>inspection_site</c>. Only forms of the app itself are seen like that.
    /// </summary>
    public IEnumerable<(EntityPlan Target, ReverseProperty Link)> Connect(Func<string, string, EntityPlan?> find)
    {
        _navigation = [.. Navigation(Entity, _links, find)];
        return _form.IsReadOnly ? [] : _navigation.Select(link => (link.Target,
            new ReverseProperty($"{_form.Definition.Name}_{link.Name}", Entity, link.Reference!)));
    }

    /// <summary>Adds what is left: links of rows, and links from entities that refer to these.</summary>
    public void Complete(Func<string, string, EntityPlan?> find, IEnumerable<ReverseProperty> referring)
    {
        Entity.Complete([.. _properties, .. _navigation, .. referring.Select(AddReverse)]);
        foreach (var rows in _rows)
        {
            var type = (EdmEntityType)rows.Entity.Edm;
            var owner = type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
            {
                Name = Names.Record,
                Target = (EdmEntityType)Entity.Edm,
                TargetMultiplicity = EdmMultiplicity.One,
                DependentProperties = [(IEdmStructuralProperty)type.FindProperty(Names.RecordId)],
                PrincipalProperties = [(IEdmStructuralProperty)Entity.Edm.FindProperty(Names.Id)],
            });
            rows.Entity.EdmSet.AddNavigationTarget(owner, Entity.EdmSet);
            rows.Entity.Complete(
                [.. rows.Properties, new NavigationProperty(Names.Record, Entity, null), .. Navigation(rows.Entity, rows.Links, find)]);
        }
    }

    private void AddSystemProperties(EdmEntityType edm)
    {
        Add(Names.Id, SystemField.Id, false, false);
        edm.AddKeys((IEdmStructuralProperty)edm.FindProperty(Names.Id));
        Add(Names.Division, SystemField.Division, true, false);
        if (_form.Workflow is not null)
            Add(Names.State, SystemField.State, true, true);
        Add(Names.CreatedBy, SystemField.CreatedBy, false, true);
        Add(Names.CreatedAt, SystemField.CreatedAt, false, true);
        Add(Names.ModifiedBy, SystemField.ModifiedBy, false, true);
        Add(Names.ModifiedAt, SystemField.ModifiedAt, false, true);
        Add(Names.Revision, SystemField.Revision, false, true);
        if (_form.App != "system")
            Add(Names.AppVersion, SystemField.AppVersion, false, true);

        void Add(string name, SystemField field, bool nullable, bool computed)
        {
            var plan = new SystemProperty(name, field) { IsComputed = computed };
            var property = edm.AddStructuralProperty(name, PropertyTypes.Of(plan.Ref.Kind, nullable));
            if (computed)
                _model.AnnotateComputed(property);
            _properties.Add(plan);
        }
    }

    private void AddRows(string name, LocalizedText? title, int[] table, Slot slot, Links links, RowsBuilder? around, List<TypePlan> types)
    {
        var inline = (TypePlan)types.First(type => type.Edm is EdmComplexType complex && complex.Namespace == _ns
            && complex.Name == $"{_form.Definition.Name}_{name}");
        var set = $"{_form.Set}_{name}";
        var edm = new EdmEntityType(_ns, $"{_form.Definition.Name}_{name}_row");
        _model.AddElement(edm);
        var plan = new EntityPlan(edm, set, _form.App, _form.Definition.Name, slot.Rows!) { Table = [.. table], Owner = Entity, Title = title };
        var properties = new List<PropertyPlan> { new RowKeyProperty(Names.RecordId, RowKeyPart.Record) { IsComputed = true } };
        var record = edm.AddStructuralProperty(Names.RecordId, EdmPrimitiveTypeKind.Guid, false);
        if (around is not null)
        {
            edm.AddStructuralProperty(Names.ParentRowId, EdmPrimitiveTypeKind.Guid, false);
            properties.Add(new RowKeyProperty(Names.ParentRowId, RowKeyPart.ParentRow) { IsComputed = true });
        }
        var row = edm.AddStructuralProperty(Names.RowId, EdmPrimitiveTypeKind.Guid, false);
        edm.AddKeys(record, row);
        foreach (var property in inline.Properties)
        {
            properties.Add(property);
            if (property is RowKeyProperty)
                continue;
            var copy = edm.AddStructuralProperty(property.Name, inline.Edm.FindProperty(property.Name).Type);
            if (property.Field is { } field)
                _model.AnnotateField(copy, field, (property as SlotProperty)?.Codes);
        }
        types.Add(plan);
        var built = new RowsBuilder(plan, properties, links);
        _rows.Add(built);
        foreach (var (innerName, field, innerSlot, inner) in links.Tables)
            AddRows(innerName, field.Label, [.. table, innerSlot.Index], innerSlot, inner, built, types);
    }

    private ReverseProperty AddReverse(ReverseProperty link)
    {
        var type = (EdmEntityType)Entity.Edm;
        var navigation = type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
        {
            Name = Names.Free(link.Name, taken => type.FindProperty(taken) is not null),
            Target = (EdmEntityType)link.Target.Edm,
            TargetMultiplicity = EdmMultiplicity.Many,
        });
        Entity.EdmSet.AddNavigationTarget(navigation, link.Target.EdmSet);
        _model.Describe(navigation, link.Target.Title);
        return link with { Name = navigation.Name };
    }

    private IEnumerable<NavigationProperty> Navigation(EntityPlan from, Links links, Func<string, string, EntityPlan?> find)
    {
        var type = (EdmEntityType)from.Edm;
        foreach (var (name, to, id) in links.References)
        {
            var slash = to.IndexOf('/', StringComparison.Ordinal);
            var target = slash < 0 ? find(from.App, to) : find(to[..slash], to[(slash + 1)..]);
            if (target is null)
                continue;
            var navigation = type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
            {
                Name = Names.Free(name, taken => type.FindProperty(taken) is not null),
                Target = (EdmEntityType)target.Edm,
                TargetMultiplicity = EdmMultiplicity.ZeroOrOne,
            });
            from.EdmSet.AddNavigationTarget(navigation, target.EdmSet);
            _model.Describe(navigation, id.Field?.Label);
            yield return new NavigationProperty(navigation.Name, target, id) { Field = id.Field };
        }
    }

    private sealed record RowsBuilder(EntityPlan Entity, List<PropertyPlan> Properties, Links Links);
}
