using System.Collections.Frozen;
using System.Globalization;
using LowCode.Definitions.Messages;
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
    private readonly Lazy<Description> _xml;
    private readonly Lazy<Description> _json;
    private readonly Lazy<ServiceModel> _english;

    internal ServiceModel(CompiledApp app, ServiceEdm edm, string ns, IEnumerable<EntityPlan> sets, IEnumerable<TypePlan> types, Func<ServiceModel> inEnglish)
    {
        App = app;
        Edm = edm;
        Namespace = ns;
        _sets = sets.ToFrozenDictionary(set => set.Set, StringComparer.Ordinal);
        _types = types.ToFrozenDictionary(type => (IEdmStructuredType)type.Edm);
        _xml = new(() => new(Csdl.Xml(edm, ns, SchemaVersion)));
        _json = new(() => new(Csdl.Json(edm, ns, SchemaVersion)));
        _english = new(inEnglish);
        Sets = [.. sets];
    }

    /// <summary>The app.</summary>
    public CompiledApp App { get; }

    /// <summary>Its name.</summary>
    public string Name => App.Definition.Name;

    /// <summary>What <c>$schemaversion</c> calls it: the number of the app's published version.</summary>
    public string SchemaVersion => App.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The EDM.</summary>
    public ServiceEdm Edm { get; }

    /// <summary>The language of its labels.</summary>
    public string Locale => Edm.Locale;

    /// <summary>Namespace of the app's own types and operations.</summary>
    public string Namespace { get; }

    /// <summary>The sets, in the order of the service document.</summary>
    public IReadOnlyList<EntityPlan> Sets { get; }

    /// <summary><c>$metadata</c> as XML.</summary>
    public Description Xml => _xml.Value;

    /// <summary><c>$metadata</c> as JSON.</summary>
    public Description Json => _json.Value;

    /// <summary>The same model for readers of a language, as far as the product has it: only labels differ.</summary>
    public ServiceModel In(string locale) => Locales.IsEnglish(locale) == Locales.IsEnglish(Locale) ? this : _english.Value;

    /// <summary>The set of a name, or null.</summary>
    public EntityPlan? Find(string set) => _sets.GetValueOrDefault(set);

    /// <summary>The plan of a type of the EDM, or null for the shared complex types.</summary>
    public TypePlan? Find(IEdmStructuredType type) => _types.GetValueOrDefault(type);
}
