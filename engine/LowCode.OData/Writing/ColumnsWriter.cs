using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Queries.Pipelines;
using LowCode.OData.Requests;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>
/// Writes what a pipeline has computed for a row: values, and those of grouping paths in objects. Where a reader cannot
/// tell the type from the value it is annotated: of names that the request has made always, of the model's with
/// odata.metadata=full. Immutable and thread-safe.
/// </summary>
internal sealed class ColumnsWriter
{
    private readonly ImmutableArray<Member> _members;
    private readonly WriteOptions _options;
    private readonly WritePlanBuilder _builder;

    /// <param name="columns">What is written.</param>
    /// <param name="all">All columns that the pipeline gives, in their order.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="builder">Makes the steps that write what has been joined.</param>
    public ColumnsWriter(ImmutableArray<ResultColumn> columns, ImmutableArray<ResultColumn> all, WriteOptions options, WritePlanBuilder builder)
    {
        (_options, _builder) = (options, builder);
        _members = Members([.. columns.Select(column => (column.Path.Split('/'), column, all.IndexOf(column)))], 0);
    }

    /// <summary>Writes a row's members; nothing for columns that it does not have.</summary>
    public void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        if (hit.Computed is not null)
            Write(json, hit, context, _members);
    }

    private void Write(Utf8JsonWriter json, in Hit hit, WriteContext context, ImmutableArray<Member> members)
    {
        var row = hit.Computed!;
        foreach (var member in members)
        {
            if (!member.IsIn(row))
                continue;
            if (!member.Inside.IsEmpty)
            {
                json.WriteStartObject(member.Name);
                Write(json, hit, context, member.Inside);
                json.WriteEndObject();
                continue;
            }
            if (member.Joined is { } steps)
            {
                WriteJoined(json, hit, context, member, steps);
                continue;
            }
            var value = row[member.Column];
            if (member.Type is { } type && !value.IsEmpty)
                json.WriteString(type.Name, type.Value);
            WriteValue(json, member.Name, value, member.Kind, _options);
        }
    }

    private static void WriteJoined(Utf8JsonWriter json, in Hit hit, WriteContext context, Member member, IReadOnlyList<WriteStep> steps)
    {
        if (hit.Computed![member.Column] is not { IsEmpty: false } joined)
        {
            json.WriteNull(member.Name);
            return;
        }
        // It has no address of its own: neither have attachments in it.
        context.Address = null;
        json.WriteStartObject(member.Name);
        foreach (var step in steps)
            step.Write(json, new Hit(hit.Record, joined.AsRows()[0], hit.Row), context);
        json.WriteEndObject();
    }

    private IReadOnlyList<WriteStep>? StepsOf(ResultColumn column) => column.Joined is null ? null
        : column.Member().Place is { Type: { } type, Entity: { } entity } ? _builder.Members(type, ProjectionTree.All, entity)
        : throw Errors.Refusal.NotSupported(column.Joined.Name, "$apply");

    private ImmutableArray<Member> Members(List<(string[] Path, ResultColumn Column, int Index)> columns, int depth) =>
    [
        .. columns.GroupBy(column => column.Path[depth]).Select(group => group.First() is var first && first.Path.Length == depth + 1
            ? new Member(JsonStyle.Name(group.Key), first.Index, first.Column.Kind, TypeOf(group.Key, first.Column), [], StepsOf(first.Column))
            : new Member(JsonStyle.Name(group.Key), -1, BoundKind.Null, null, Members([.. group], depth + 1), null)),
    ];

    private (JsonEncodedText Name, JsonEncodedText Value)? TypeOf(string name, ResultColumn column) =>
        column.IsDeclared && _options.Metadata < MetadataLevel.Full ? null : TypeOf(name, column.Kind, _options);

    /// <summary>Writes a value that has been computed: a duration is a number of seconds up to here.</summary>
    public static void WriteValue(Utf8JsonWriter json, JsonEncodedText name, in Value value, BoundKind kind, WriteOptions options)
    {
        if (kind is BoundKind.Duration && !value.IsEmpty)
            json.WriteString(name, Durations.Text(value.AsDecimal()));
        else
            ValueWriter.Write(json, name, value, options.NumbersAsText);
    }

    /// <summary>The annotation that tells the type of a value; null where it is told by the value or not wanted.</summary>
    public static (JsonEncodedText Name, JsonEncodedText Value)? TypeOf(string name, BoundKind kind, WriteOptions options) =>
        kind is BoundKind.Text or BoundKind.Boolean or BoundKind.Null || options.Metadata is MetadataLevel.None ? null
            : (JsonStyle.Name(name + "@odata.type"), JsonStyle.Name("#" + kind.Name().Replace("Edm.", "", StringComparison.Ordinal)));

    private sealed record Member(JsonEncodedText Name, int Column, BoundKind Kind, (JsonEncodedText Name, JsonEncodedText Value)? Type, ImmutableArray<Member> Inside, IReadOnlyList<WriteStep>? Joined)
    {
        public bool IsIn(ComputedRow row) => Inside.IsEmpty ? row.Shape.Columns[Column] is not null : Inside.Any(member => member.IsIn(row));
    }
}
