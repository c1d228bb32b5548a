using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>A structured type of the service. Filled once while the model is built, then immutable.</summary>
internal class TypePlan(EdmStructuredType edm)
{
    private FrozenDictionary<string, PropertyPlan> _byName = FrozenDictionary<string, PropertyPlan>.Empty;

    /// <summary>The type in the EDM.</summary>
    public EdmStructuredType Edm { get; } = edm;

    /// <summary>Its properties, in the order in which they are written; navigation properties last.</summary>
    public ImmutableArray<PropertyPlan> Properties { get; private set; } = [];

    /// <summary>The property of a name, or null.</summary>
    public PropertyPlan? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Sets the properties, once.</summary>
    public void Complete(IEnumerable<PropertyPlan> properties)
    {
        Properties = [.. properties];
        _byName = Properties.ToFrozenDictionary(property => property.Name, StringComparer.Ordinal);
    }
}

/// <summary>An entity set of the service, with its entity type: the records of a form, or the rows of a table in it.</summary>
internal sealed class EntityPlan(EdmEntityType edm, string set, string app, string form, Shape shape) : TypePlan(edm)
{
    /// <summary>Name of the entity set.</summary>
    public string Set { get; } = set;

    /// <summary>The app whose records they are: this one, one that it refers to, or <c>system</c>.</summary>
    public string App { get; } = app;

    /// <summary>The form.</summary>
    public string Form { get; } = form;

    /// <summary>The shape of the records, or of the rows.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Name of the record set.</summary>
    public string RecordSet { get; } = $"{app}/{form}";

    /// <summary>Qualified name of the entity type.</summary>
    public string TypeName { get; } = $"{edm.Namespace}.{edm.Name}";

    /// <summary>Where the rows are, see <see cref="Storage.Queries.Query.Table"/>; empty for records.</summary>
    public ImmutableArray<int> Table { get; init; } = [];

    /// <summary>The records that the rows belong to; null for records.</summary>
    public EntityPlan? Owner { get; init; }

    /// <summary>True when nothing can be created or changed through this set.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The workflow of the records, or null.</summary>
    public WorkflowDefinition? Workflow { get; init; }

    /// <summary>True for rows of a table.</summary>
    public bool IsRows => Owner is not null;

    /// <summary>What people call it.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The set in the EDM.</summary>
    public EdmEntitySet EdmSet { get; set; } = null!;
}
