using System.Collections.Immutable;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Payloads;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Repeating;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>
/// PATCH of a set with changes to it (OData Protocol 4.01, 11.4.12): entities are made or changed, others deleted, all in one
/// unit. Answers with what the changes have come to, in their order.
/// </summary>
internal static class DeltaUpdateAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        if (PinnedVersion.Parse(exchange.Http.Request.Headers) is not null)
            throw Refusal.NotSupported(PinnedVersion.Header);
        var tree = CommandAnswer.Projection(exchange);
        var entity = exchange.Path.Entity;
        var changes = new DeltaPayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).Read();
        var done = new LeftRecord[changes.Length];
        var result = await exchange.RunAsync(unit => RunAsync(unit, entity, changes, done, exchange.Cancel), left: () => done);
        if (result is not NothingToDo)
            CommandAnswer.Check(result);
        await AnswerAsync(exchange, entity, tree, [.. done], isQuiet: false);
    }

    /// <summary>Answers with what has become of some entities, or with nothing where the client prefers that.</summary>
    public static Task AnswerAsync(Exchange exchange, EntityPlan entity, ProjectionTree tree, ImmutableArray<LeftRecord> left, bool isQuiet)
    {
        if (exchange.Prefer.Minimal is { } minimal)
            exchange.Http.Response.Headers["Preference-Applied"] = minimal ? "return=minimal" : "return=representation";
        if (!(exchange.Prefer.Minimal ?? isQuiet))
            return exchange.AnswerAsync(() => WriteAsync(exchange, entity, tree, left));
        Reply.Empty(exchange);
        return Task.CompletedTask;
    }

    private static async ValueTask<CommandResult> RunAsync(
        UnitOfWork unit, EntityPlan entity, ImmutableArray<PayloadChange> changes, LeftRecord[] done, CancellationToken cancel)
    {
        CommandResult result = new NothingToDo();
        for (var i = 0; i < changes.Length; i++)
        {
            result = await RunAsync(unit, entity, changes[i], cancel);
            if (result is not Done { Record: var record })
                return result.Within(changes[i].Path);
            done[i] = new LeftRecord(record.Id, changes[i].IsRemoved);
        }
        return result;
    }

    private static async ValueTask<CommandResult> RunAsync(UnitOfWork unit, EntityPlan entity, PayloadChange change, CancellationToken cancel)
    {
        var payload = change.Payload;
        var there = payload.Id is { } known ? await unit.Reader.FindAsync(entity.App, entity.Form, known, cancel) : null;
        if (there is not null && payload.ETag is { } tag and not "*" && tag != Precondition.ETag(there.Revision))
            return new Stale(there.Revision);
        if (change.IsRemoved)
            return await unit.DeleteAsync(entity.App, entity.Form, payload.Id!.Value, null, cancel);
        return there is null
            ? await DeepWrite.CreateAsync(unit, entity, payload, cancel)
            : await DeepWrite.UpdateAsync(unit, entity, payload, there.Id, replace: false, null, cancel);
    }

    private static async Task WriteAsync(Exchange exchange, EntityPlan entity, ProjectionTree tree, ImmutableArray<LeftRecord> left)
    {
        var reader = exchange.Fresh();
        var plan = exchange.Plans.Get(entity, tree, exchange.Write, reader);
        var context = exchange.Context();
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{entity.Set}{tree.ContextList()}/$delta");
        json.WriteStartArray("value");
        foreach (var (id, isRemoved) in left)
        {
            var record = isRemoved ? null : await reader.FindAsync(entity.App, entity.Form, id, exchange.Cancel);
            if (record is null)
            {
                DeltaAnswer.WriteRemoved(json, exchange, entity, new DeltaChange(id, null, isRemoved));
                continue;
            }
            if (plan.Fetches || tree.Chooses)
                await Expansions.FetchAsync(exchange, plan, tree, new[] { new Hit(record) }, context);
            plan.Write(json, new Hit(record), context);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }
}
