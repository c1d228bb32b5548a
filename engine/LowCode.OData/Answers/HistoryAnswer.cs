using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Auditing;

namespace LowCode.OData.Answers;

/// <summary>
/// The changes of a record, newest first, page by page: who, when, what was done, and which fields differ. Who audits reads
/// them of records too that are deleted, or that they do not see otherwise.
/// </summary>
internal static class HistoryAnswer
{
    // Each change of a page takes a record to be read.
    private const int MostChanges = 100;

    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly("$top", "$skiptoken");
        var entity = exchange.Path.Entity;
        var id = exchange.Path.Links.IsEmpty ? exchange.Path.Key!.Value.Record
            : (await EntityFinder.FindAsync(exchange) ?? throw Refusal.NotFound(ODataMessages.NoRecord)).Record.Id;
        var (before, wanted) = Start(exchange);
        var size = Math.Min(wanted ?? long.MaxValue, Math.Min(exchange.PageSize(), MostChanges));
        var revisions = exchange.Reader.RevisionsAsync(entity.App, entity.Form, id, before, exchange.Cancel).GetAsyncEnumerator(exchange.Cancel);
        await using var closing = revisions.ConfigureAwait(false);
        var hasMore = await revisions.MoveNextAsync();
        // A record has at least the change that made it.
        if (!hasMore && before == long.MaxValue)
            throw Refusal.NotFound(ODataMessages.NoRecord);
        if (await exchange.Reader.FindAsync(entity.App, entity.Form, id, exchange.Cancel) is { } seen)
            await exchange.Reader.NoteAsync(entity.App, entity.Form, seen, cancel: exchange.Cancel);
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#Collection(LowCode.Change)");
        json.WriteStartArray("value");
        var last = 0L;
        for (var taken = 0L; hasMore && taken < size; taken++)
        {
            last = revisions.Current.Head.Number;
            Write(json, exchange, entity, revisions.Current);
            await json.FlushAsync(exchange.Cancel);
            await exchange.Http.Response.BodyWriter.FlushAsync(exchange.Cancel);
            hasMore = await revisions.MoveNextAsync();
        }
        json.WriteEndArray();
        if (hasMore && last > 0 && wanted - size is not <= 0)
            json.WriteString("@odata.nextLink", string.Create(CultureInfo.InvariantCulture,
                $"{exchange.Root}{exchange.Path.Address}/{exchange.Path.Operation}()?$skiptoken={last}{(wanted is { } all ? $".{all - size}" : "")}"));
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    private static (long Before, long? Wanted) Start(Exchange exchange)
    {
        if (exchange.Options["$skiptoken"] is not { } token)
            return (long.MaxValue, exchange.Options.Number("$top"));
        var parts = token.Split('.');
        long? wanted = null;
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            || (parts.Length == 2 && (wanted = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? left : null) is null))
        {
            throw Refusal.BadRequest(ODataMessages.WrongSkipToken, "$skiptoken");
        }
        return (before, wanted);
    }

    private static void Write(Utf8JsonWriter json, Exchange exchange, EntityPlan entity, RecordRevision revision)
    {
        var (head, numbersAsText) = (revision.Head, exchange.Write.NumbersAsText);
        json.WriteStartObject();
        ValueWriter.Write(json, JsonStyle.Name("number"), Value.Of(head.Number), numbersAsText);
        ValueWriter.Write(json, JsonStyle.Name("revision"), Value.Of(head.Revision), numbersAsText);
        json.WriteString("command", head.Command);
        json.WriteString("by", head.By);
        json.WriteString("name", revision.Name);
        json.WriteString("at", head.At.UtcDateTime);
        json.WriteString("from", head.From.Length == 0 ? null : head.From);
        json.WriteBoolean("deleted", head.IsDeletion);
        json.WriteBoolean("erased", revision.IsErased);
        json.WriteStartArray("fields");
        if (revision.IsComparable)
        {
            foreach (var change in FieldChange.Between(exchange.Reader, entity, revision.Before, revision.After))
            {
                json.WriteStartObject();
                json.WriteString("path", change.Path);
                json.WriteString("label", change.Label?.In(exchange.Locale));
                Write(json, "before", change.Before, numbersAsText);
                Write(json, "after", change.After, numbersAsText);
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Value value, bool numbersAsText)
    {
        switch (value.Kind)
        {
            case ValueKind.Codes:
                json.WriteStartArray(name);
                foreach (var code in value.AsCodes())
                    json.WriteStringValue(code);
                json.WriteEndArray();
                break;
            case ValueKind.Files:
                json.WriteStartArray(name);
                foreach (var file in value.AsFiles())
                    json.WriteStringValue(file.Name);
                json.WriteEndArray();
                break;
            case ValueKind.Location:
                json.WriteString(name, string.Create(CultureInfo.InvariantCulture, $"{value.AsLocation().Latitude},{value.AsLocation().Longitude}"));
                break;
            default:
                ValueWriter.Write(json, JsonStyle.Name(name), value, numbersAsText);
                break;
        }
    }
}
