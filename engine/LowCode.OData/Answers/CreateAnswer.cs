using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;

namespace LowCode.OData.Answers;

/// <summary>
/// POST to a set. A client that made the id itself may send the same again without harm: the record that it created
/// then comes back, with 200 in place of 201.
/// </summary>
internal static class CreateAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        var tree = CommandAnswer.Projection(exchange);
        await CreateAsync(exchange, await ReadAsync(exchange), tree);
    }

    /// <summary>Reads a new entity, by the fields of the published version that the client names, else of the newest.</summary>
    public static async ValueTask<Payload> ReadAsync(Exchange exchange)
    {
        var entity = exchange.Path.Entity;
        var version = PinnedVersion.Parse(exchange.Http.Request.Headers);
        if (version is { } number)
        {
            entity = (await exchange.ModelOf(number))?.Find(entity.Set) is { IsReadOnly: false } then ? then
                : throw Refusal.BadRequest(RuntimeMessages.NoSuchVersion, PinnedVersion.Header, ("form", entity.Title), ("version", number));
        }
        var payload = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).ReadEntity();
        if (version is not null && !payload.Nested.IsEmpty)
            throw Refusal.NotSupported($"deep insert, {PinnedVersion.Header}");
        payload.AppVersion = version;
        return payload;
    }

    public static async Task CreateAsync(Exchange exchange, Payload payload, ProjectionTree tree)
    {
        var result = await exchange.RunAsync(unit => DeepWrite.CreateAsync(unit, exchange.Path.Entity, payload, exchange.Cancel), creates: true);
        await CommandAnswer.ServeAsync(exchange, CommandAnswer.Check(result), DeepWrite.Projection(tree, payload), created: true);
    }
}
