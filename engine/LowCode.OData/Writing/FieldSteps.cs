using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>A primitive value in a slot.</summary>
internal sealed class SlotStep(string name, int slot, bool numbersAsText) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var row = hit.Row ?? hit.Record.Data;
        ValueWriter.Write(json, Name, row[slot], numbersAsText);
    }
}

/// <summary>A property that every record has.</summary>
internal sealed class SystemStep(string name, SystemField field, bool numbersAsText) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var record = hit.Record;
        switch (field)
        {
            case SystemField.Id: json.WriteString(Name, record.Id); break;
            case SystemField.Division: WriteText(json, record.Division); break;
            case SystemField.State: WriteText(json, record.State); break;
            case SystemField.CreatedBy: json.WriteString(Name, record.CreatedBy); break;
            case SystemField.ModifiedBy: json.WriteString(Name, record.ModifiedBy); break;
            case SystemField.CreatedAt: json.WriteString(Name, record.CreatedAt.UtcDateTime); break;
            case SystemField.ModifiedAt: json.WriteString(Name, record.ModifiedAt.UtcDateTime); break;
            case SystemField.Revision: ValueWriter.Write(json, Name, Value.Of(record.Revision), numbersAsText); break;
            case SystemField.AppVersion: ValueWriter.Write(json, Name, Value.Of((long)record.AppVersion), numbersAsText); break;
            default: throw new InvalidOperationException($"No system field {field}.");
        }
    }

    private void WriteText(Utf8JsonWriter json, string? text)
    {
        if (string.IsNullOrEmpty(text))
            json.WriteNull(Name);
        else
            json.WriteString(Name, text);
    }
}

/// <summary>Part of the key of a row.</summary>
internal sealed class RowKeyStep(string name, RowKeyPart part) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context) => json.WriteString(Name, part switch
    {
        RowKeyPart.Row => hit.Row!.Key,
        RowKeyPart.ParentRow => hit.Parent!.Key,
        _ => hit.Record.Id,
    });
}

/// <summary>Several codes.</summary>
internal sealed class CodesStep(string name, int slot) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        json.WriteStartArray(Name);
        var row = hit.Row ?? hit.Record.Data;
        var codes = row[slot].AsCodes();
        foreach (var at in ChosenMembers.Of(context.Chosen(row, slot), codes.Length))
            json.WriteStringValue(codes[at]);
        json.WriteEndArray();
    }
}

/// <summary>A point.</summary>
internal sealed class LocationStep(string name, int slot) : WriteStep(name)
{
    private static readonly JsonEncodedText Latitude = JsonStyle.Name("latitude");
    private static readonly JsonEncodedText Longitude = JsonStyle.Name("longitude");
    private static readonly JsonEncodedText Accuracy = JsonStyle.Name("accuracy");

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var value = (hit.Row ?? hit.Record.Data)[slot];
        if (value.IsEmpty)
        {
            json.WriteNull(Name);
            return;
        }
        var point = value.AsLocation();
        json.WriteStartObject(Name);
        json.WriteNumber(Latitude, point.Latitude);
        json.WriteNumber(Longitude, point.Longitude);
        if (point.Accuracy is { } accuracy)
            json.WriteNumber(Accuracy, accuracy);
        else
            json.WriteNull(Accuracy);
        json.WriteEndObject();
    }
}

/// <summary>The fields of a group.</summary>
internal sealed class GroupStep(string name, ImmutableArray<WriteStep> steps, string path) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var outer = context.Address;
        context.Address = outer is null ? null : $"{outer}/{path}";
        json.WriteStartObject(Name);
        foreach (var step in steps)
            step.Write(json, hit, context);
        json.WriteEndObject();
        context.Address = outer;
    }
}

/// <summary>The rows of a table.</summary>
internal sealed class TableStep(string name, int slot, ImmutableArray<WriteStep> steps, string path) : WriteStep(name)
{
    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var row = hit.Row ?? hit.Record.Data;
        var value = row[slot];
        json.WriteStartArray(Name);
        var outer = context.Address;
        var rows = value.AsRows();
        foreach (var i in ChosenMembers.Of(context.Chosen(row, slot), rows.Length))
        {
            context.Address = outer is null ? null : $"{outer}/{path}/{i}";
            var inside = new Hit(hit.Record, rows[i], hit.Row);
            json.WriteStartObject();
            foreach (var step in steps)
                step.Write(json, inside, context);
            json.WriteEndObject();
        }
        context.Address = outer;
        json.WriteEndArray();
    }
}
