using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>What a path of properties leads to within an entity.</summary>
/// <param name="Property">The last property.</param>
/// <param name="Hit">The record, or the table row in it, that has the property.</param>
/// <param name="Position">Position in its collection, if one was named.</param>
/// <param name="Part">Part of a location or attachment, if one was named.</param>
/// <param name="Address">Path within the service, in front of the property.</param>
internal sealed record FoundProperty(PropertyPlan Property, Hit Hit, int? Position, string? Part, string Address)
{
    /// <summary>Follows the path; what is not there, or hidden from the caller, is 404.</summary>
    public static FoundProperty Find(Exchange exchange, Hit hit)
    {
        var path = exchange.Path;
        var entity = path.Entity;
        var address = EntityAnswer.AddressOf(exchange, hit);
        for (var i = 0; i < path.Properties.Length; i++)
        {
            var step = path.Properties[i];
            var property = step.Property!;
            if (!Sight.Shows(exchange.Reader, entity, property))
                throw Refusal.NoResource(property.Name);
            var part = i + 1 < path.Properties.Length ? path.Properties[i + 1].Part : null;
            if (part is not null || i == path.Properties.Length - 1)
                return new FoundProperty(property, hit, step.Position, part, address);
            address = $"{address}/{property.Name}";
            if (property is not TableProperty)
                continue;
            hit = RowAt(hit, property, step.Position!.Value);
            address = $"{address}/{step.Position}";
        }
        throw new InvalidOperationException("The path has no property.");
    }

    /// <summary>The row of a table at a position.</summary>
    public static Hit RowAt(Hit hit, PropertyPlan table, int position)
    {
        var rows = (hit.Row ?? hit.Record.Data)[((TableProperty)table).Slot].AsRows();
        return position < rows.Length
            ? new Hit(hit.Record, rows[position], hit.Row)
            : throw Refusal.NoResource($"{table.Name}/{position}");
    }

    /// <summary>The value, as far as the property is primitive; a member or part where one was named.</summary>
    public Value Value()
    {
        switch (Property)
        {
            case SystemProperty system: return system.Ref.Read(Hit.Record);
            case RowKeyProperty { Part: RowKeyPart.Row }: return Definitions.Values.Value.Of(Hit.Row!.Key);
            case RowKeyProperty { Part: RowKeyPart.ParentRow }: return Definitions.Values.Value.Of(Hit.Parent!.Key);
            case RowKeyProperty: return Definitions.Values.Value.Of(Hit.Record.Id);
            case SlotProperty slot: return Member((Hit.Row ?? Hit.Record.Data)[slot.Slot]);
            default: throw Refusal.NoResource("$value");
        }
    }

    /// <summary>The attachment at the position.</summary>
    public Attachment File()
    {
        var files = ((SlotProperty)Property) is { Slot.Kind: ValueKind.Files } slot ? (Hit.Row ?? Hit.Record.Data)[slot.Slot].AsFiles() : [];
        return Position is { } position && position < files.Length ? files[position] : throw Refusal.NoResource($"{Property.Name}/{Position}");
    }

    private Value Member(in Value value)
    {
        switch (((SlotProperty)Property).Slot.Kind)
        {
            case ValueKind.Codes:
                var codes = value.AsCodes();
                return Position is { } position && position < codes.Length
                    ? Definitions.Values.Value.Of(codes[position]) : throw Refusal.NoResource($"{Property.Name}/{Position}");
            case ValueKind.Location when Part is not null:
                if (value.IsEmpty)
                    return value;
                var point = value.AsLocation();
                var number = Part switch { "latitude" => point.Latitude, "longitude" => point.Longitude, _ => point.Accuracy };
                return number is { } known ? Definitions.Values.Value.Of((decimal)known) : default;
            case ValueKind.Files when Part is not null:
                var file = File();
                return Part switch
                {
                    "hash" => Definitions.Values.Value.Of(file.Hash),
                    "name" => Definitions.Values.Value.Of(file.Name),
                    "mediaType" => Definitions.Values.Value.Of(file.MediaType),
                    _ => Definitions.Values.Value.Of(file.Size),
                };
            default: return value;
        }
    }
}
