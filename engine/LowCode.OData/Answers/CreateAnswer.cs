using LowCode.OData.Payloads;
using LowCode.OData.Queries;
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
        var entity = exchange.Path.Entity;
        var payload = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).ReadEntity();
        await CreateAsync(exchange, payload, tree);
    }

    public static async Task CreateAsync(Exchange exchange, Payload payload, ProjectionTree tree)
    {
        var result = await exchange.RunAsync(unit => DeepWrite.CreateAsync(unit, exchange.Path.Entity, payload, exchange.Cancel), creates: true);
        await CommandAnswer.ServeAsync(exchange, CommandAnswer.Check(result), DeepWrite.Projection(tree, payload), created: true);
    }
}
