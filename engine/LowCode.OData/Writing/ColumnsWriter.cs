using System.Collections.Immutable;
using System.Text.Json;
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

    /// <param name="columns">What is written.</param>
    /// <param name="all">All columns that the pipeline gives, in their order.</param>
    /// <param name="options">How it is written.</param>
    public ColumnsWriter(ImmutableArray<ResultColumn> columns, ImmutableArray<ResultColumn> all, WriteOptions options)
    {
        _options = options;
        _members = Members([.. columns.Select(column => (column.Path.Split('/'), column, all.IndexOf(column)))], 0);
    }

    /// <summary>Writes a row's members; nothing for columns that it does not have.</summary>
    public void Write(Utf8JsonWriter json, ComputedRow? row)
    {
        if (row is not null)
            Write(json, row, _members);
    }

    private void Write(Utf8JsonWriter json, ComputedRow row, ImmutableArray<Member> members)
    {
        foreach (var member in members)
        {
            if (!member.IsIn(row))
                continue;
            if (!member.Inside.IsEmpty)
            {
                json.WriteStartObject(member.Name);
                Write(json, row, member.Inside);
                json.WriteEndObject();
                continue;
            }
            var value = row[member.Column];
            if (member.Type is { } type && !value.IsEmpty)
                json.WriteString(type.Name, type.Value);
            ValueWriter.Write(json, member.Name, value, _options.NumbersAsText);
        }
    }

    private ImmutableArray<Member> Members(List<(string[] Path, ResultColumn Column, int Index)> columns, int depth) =>
    [
        .. columns.GroupBy(column => column.Path[depth]).Select(group => group.First() is var first && first.Path.Length == depth + 1
            ? new Member(JsonStyle.Name(group.Key), first.Index, TypeOf(group.Key, first.Column), [])
            : new Member(JsonStyle.Name(group.Key), -1, null, Members([.. group], depth + 1))),
    ];

    private (JsonEncodedText Name, JsonEncodedText Value)? TypeOf(string name, ResultColumn column) =>
        column.IsDeclared && _options.Metadata < MetadataLevel.Full ? null : TypeOf(name, column.Kind, _options);

    /// <summary>The annotation that tells the type of a value; null where it is told by the value or not wanted.</summary>
    public static (JsonEncodedText Name, JsonEncodedText Value)? TypeOf(string name, BoundKind kind, WriteOptions options) =>
        kind is BoundKind.Text or BoundKind.Boolean or BoundKind.Null || options.Metadata is MetadataLevel.None ? null
            : (JsonStyle.Name(name + "@odata.type"), JsonStyle.Name("#" + kind.Name().Replace("Edm.", "", StringComparison.Ordinal)));

    private sealed record Member(JsonEncodedText Name, int Column, (JsonEncodedText Name, JsonEncodedText Value)? Type, ImmutableArray<Member> Inside)
    {
        public bool IsIn(ComputedRow row) => Inside.IsEmpty ? row.Shape.Columns[Column] is not null : Inside.Any(member => member.IsIn(row));
    }
}
