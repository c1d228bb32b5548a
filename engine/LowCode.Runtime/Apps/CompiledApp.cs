using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Documents;

namespace LowCode.Runtime.Apps;

/// <summary>One published version of an app, compiled. Immutable and thread-safe.</summary>
public sealed class CompiledApp
{
    internal CompiledApp(
        AppDefinition definition, int version, ImmutableDictionary<string, Shape> shapes, ImmutableDictionary<string, CompiledForm> forms,
        ImmutableDictionary<string, DocumentPlan> documents)
    {
        Definition = definition;
        Version = version;
        Shapes = shapes;
        Forms = forms;
        Documents = documents;
    }

    /// <summary>As its author wrote it.</summary>
    public AppDefinition Definition { get; }

    /// <summary>Number of the published version, from 1; records are pinned to it.</summary>
    public int Version { get; }

    /// <summary>Its forms by name.</summary>
    public ImmutableDictionary<string, CompiledForm> Forms { get; }

    /// <summary>Its printed notices and reports by name.</summary>
    public ImmutableDictionary<string, DocumentPlan> Documents { get; }

    /// <summary>The shapes of its forms, those of forms that earlier versions had too.</summary>
    internal ImmutableDictionary<string, Shape> Shapes { get; }
}
