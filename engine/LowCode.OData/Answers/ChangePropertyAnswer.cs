using System.Text;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Payloads;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>
/// PUT, PATCH and DELETE of one property of a record, also within groups: the same update as of the entity with nothing
/// else sent. Rows and other members of collections are changed with their collection.
/// </summary>
internal static class ChangePropertyAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var (target, property) = await FindAsync(exchange);
        var reader = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), exchange.Path.Entity);
        var payload = exchange.Method == HttpMethods.Delete ? reader.Clear(property)
            : exchange.Method == HttpMethods.Patch && property is not GroupProperty
                ? throw Refusal.WrongMethod(exchange.Method, "GET", "PUT", "DELETE")
                : reader.ReadProperty(property, exchange.Method == HttpMethods.Put);
        await ChangeAnswer.UpdateQuietlyAsync(exchange, payload.ToInput(), target.Id, target.IfRevision, exchange.Path.Entity);
    }

    /// <summary>The bare value of a primitive property.</summary>
    public static async Task ServeValueAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var (target, property) = await FindAsync(exchange);
        if (property is not SlotProperty { Slot.Kind: not (ValueKind.Codes or ValueKind.Files or ValueKind.Location) } slot)
            throw Refusal.WrongMethod(exchange.Method, "GET");
        var body = new JsonBody(default);
        if (exchange.Method == HttpMethods.Put)
        {
            var text = Encoding.UTF8.GetString((await JsonBody.ReadBytesAsync(exchange)).Span);
            var literal = slot.Slot.Kind is ValueKind.Boolean or ValueKind.Integer or ValueKind.Decimal ? text : JsonSerializer.Serialize(text);
            body = new JsonBody(Encoding.UTF8.GetBytes($"{{\"value\":{literal}}}"));
        }
        var reader = new PayloadReader(exchange, body, exchange.Path.Entity);
        var payload = exchange.Method == HttpMethods.Delete ? reader.Clear(property) : reader.ReadProperty(property, true);
        await ChangeAnswer.UpdateQuietlyAsync(exchange, payload.ToInput(), target.Id, target.IfRevision, exchange.Path.Entity);
    }

    private static async ValueTask<(WriteTarget Target, PropertyPlan Property)> FindAsync(Exchange exchange)
    {
        var steps = exchange.Path.Properties;
        var property = steps[^1].Property;
        if (property is null || steps.Any(step => step.Position is not null || step.Property is TableProperty && !ReferenceEquals(step, steps[^1])))
            throw Refusal.WrongMethod(exchange.Method, "GET");
        if (!Sight.Shows(exchange.Reader, exchange.Path.Entity, property))
            throw Refusal.NoResource(property.Name);
        var isSettable = !property.IsComputed && (property is GroupProperty or TableProperty or SlotProperty
            || (property is SystemProperty { System: Storage.Queries.SystemField.Division } && exchange.Method == HttpMethods.Put));
        if (!isSettable)
            throw Refusal.BadRequest(ODataMessages.NotWritable, property.Name, ("name", property.Name));
        return (await WriteTarget.RequireAsync(exchange), property);
    }
}
