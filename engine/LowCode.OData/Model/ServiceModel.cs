using System.Collections.Frozen;
using LowCode.Runtime.Apps;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>
/// What one published version of an app looks like from outside: its EDM, and for each part of it the plan that says
/// where its content is. Immutable and thread-safe; made once a publish.
/// </summary>
internal sealed class ServiceModel
{
    private readonly FrozenDictionary<string, EntityPlan> _sets;
    private readonly FrozenDictionary<IEdmStructuredType, TypePlan> _types;
    private readonly Lazy<byte[]> _xml;
    private readonly Lazy<byte[]> _json;

    internal ServiceModel(CompiledApp app, EdmModel edm, string ns, IEnumerable<EntityPlan> sets, IEnumerable<TypePlan> types)
    {
        App = app;
        Edm = edm;
        Namespace = ns;
        _sets = sets.ToFrozenDictionary(set => set.Set, StringComparer.Ordinal);
        _types = types.ToFrozenDictionary(type => (IEdmStructuredType)type.Edm);
        _xml = new(() => Csdl.Xml(edm));
        _json = new(() => Csdl.Json(edm));
        Sets = [.. sets];
    }

    /// <summary>The app.</summary>
    public CompiledApp App { get; }

    /// <summary>Its name.</summary>
    public string Name => App.Definition.Name;

    /// <summary>The EDM.</summary>
    public EdmModel Edm { get; }

    /// <summary>Namespace of the app's own types and operations.</summary>
    public string Namespace { get; }

    /// <summary>The sets, in the order of the service document.</summary>
    public IReadOnlyList<EntityPlan> Sets { get; }

    /// <summary><c>$metadata</c> as XML, UTF-8.</summary>
    public byte[] Xml => _xml.Value;

    /// <summary><c>$metadata</c> as JSON, UTF-8.</summary>
    public byte[] Json => _json.Value;

    /// <summary>The set of a name, or null.</summary>
    public EntityPlan? Find(string set) => _sets.GetValueOrDefault(set);

    /// <summary>The plan of a type of the EDM, or null for the shared complex types.</summary>
    public TypePlan? Find(IEdmStructuredType type) => _types.GetValueOrDefault(type);
}
