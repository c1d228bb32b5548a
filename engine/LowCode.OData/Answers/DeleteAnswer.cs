using LowCode.OData.Serving;

namespace LowCode.OData.Answers;

/// <summary>DELETE of an entity.</summary>
internal static class DeleteAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var entity = exchange.Path.Entity;
        var target = await WriteTarget.RequireAsync(exchange);
        var result = await exchange.RunAsync(unit => unit.DeleteAsync(entity.App, entity.Form, target.Id, target.IfRevision, exchange.Cancel));
        CommandAnswer.Check(result);
        Reply.Empty(exchange);
    }
}
