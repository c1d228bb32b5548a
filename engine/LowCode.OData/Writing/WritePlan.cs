using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>How the entities of a set are written for one projection and one level of metadata. Immutable and thread-safe.</summary>
internal sealed class WritePlan
{
    private static readonly JsonEncodedText ETag = JsonStyle.Name("@odata.etag");
    private static readonly JsonEncodedText Can = JsonStyle.Name("@" + Names.Can);
    private readonly ImmutableArray<WriteStep> _steps;
    private readonly bool _hasFiles;

    public WritePlan(EntityPlan entity, WriteOptions options, ImmutableArray<WriteStep> steps, bool hasFiles, Projection? reads)
    {
        Entity = entity;
        Reads = reads;
        Options = options;
        _steps = steps;
        _hasFiles = hasFiles;
        Links = [.. steps.OfType<ExpandedStep>()];
        Computed = [.. steps.OfType<ComputedStep>()];
        Explains = steps.Any(step => step is DecisionsStep);
    }

    /// <summary>The set.</summary>
    public EntityPlan Entity { get; }

    /// <summary>How it is written.</summary>
    public WriteOptions Options { get; }

    /// <summary>What of a record is read to write it; null for everything.</summary>
    public Projection? Reads { get; }

    /// <summary>The links that are expanded.</summary>
    public ImmutableArray<ExpandedStep> Links { get; }

    /// <summary>What is computed for each entity.</summary>
    public ImmutableArray<ComputedStep> Computed { get; }

    /// <summary>True when decisions are written, in the words of each record's version.</summary>
    public bool Explains { get; }

    /// <summary>True when something must be fetched before a page is written.</summary>
    public bool Fetches => Explains || Options.Can || Links.Length > 0 || Computed.Length > 0;

    /// <summary>Writes one entity as an object.</summary>
    public void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        json.WriteStartObject();
        WriteMembers(json, hit, context);
        json.WriteEndObject();
    }

    /// <summary>Writes what is inside the object.</summary>
    public void WriteMembers(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        if (_hasFiles || Options.Metadata == MetadataLevel.Full)
            context.Address = AddressOf(hit, context);
        if (Options.Metadata != MetadataLevel.None)
            WriteControl(json, hit, context);
        if (Options.Can)
        {
            json.WriteStartArray(Can);
            foreach (var action in context.Can(hit.Record))
                json.WriteStringValue(action);
            json.WriteEndArray();
        }
        foreach (var step in _steps)
            step.Write(json, hit, context);
    }

    /// <summary>Writes the entity's address alone.</summary>
    public void WriteReference(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        json.WriteStartObject();
        json.WriteString("@odata.id", AddressOf(hit, context));
        json.WriteEndObject();
    }

    /// <summary>The entity's address.</summary>
    public string AddressOf(in Hit hit, WriteContext context) =>
        context.Root + Entity.Set + new EntityKey(hit.Record.Id, hit.Row?.Key ?? default).In(Entity);

    private void WriteControl(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        if (Options.Metadata == MetadataLevel.Full)
        {
            json.WriteString("@odata.type", "#" + Entity.TypeName);
            json.WriteString("@odata.id", context.Address);
        }
        Span<char> etag = stackalloc char[32];
        etag.TryWrite(CultureInfo.InvariantCulture, $"W/\"{hit.Record.Revision}\"", out var length);
        json.WriteString(ETag, etag[..length]);
        if (Options.Metadata == MetadataLevel.Full && !Entity.IsReadOnly && !Entity.IsRows)
            json.WriteString("@odata.editLink", context.Address);
    }
}
