using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Payloads;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Commands;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>Transitions, what may be done next, and the dry run.</summary>
internal static class OperationAnswer
{
    public static Task ServeAsync(Exchange exchange) => exchange.Path.Operation switch
    {
        Names.AvailableTransitions => exchange.Method == HttpMethods.Get
            ? ListAsync(exchange) : throw Refusal.WrongMethod(exchange.Method, HttpMethods.Get),
        Names.History => exchange.Method == HttpMethods.Get
            ? HistoryAnswer.ServeAsync(exchange) : throw Refusal.WrongMethod(exchange.Method, HttpMethods.Get),
        _ when exchange.Method != HttpMethods.Post => throw Refusal.WrongMethod(exchange.Method, HttpMethods.Post),
        Names.Evaluate => EvaluateAsync(exchange),
        var action => TransitAsync(exchange, action!),
    };

    private static async Task TransitAsync(Exchange exchange, string action)
    {
        var tree = CommandAnswer.Projection(exchange);
        var entity = exchange.Path.Entity;
        var transition = entity.Workflow!.Transitions.First(
            candidate => OperationsBuilder.ActionName(exchange.Model.Edm, exchange.Model.Namespace, candidate.Name) == action).Name;
        var target = await WriteTarget.RequireAsync(exchange);
        var payload = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).ReadParameter(OperationsBuilder.Changes);
        var result = await exchange.RunAsync(unit => unit.TransitionAsync(entity.App, entity.Form, target.Id,
            transition, payload?.ToInput(), target.With(payload?.ETag), exchange.Cancel));
        await CommandAnswer.ServeAsync(exchange, CommandAnswer.Check(result), tree, created: false);
    }

    private static async Task ListAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var hit = await EntityFinder.FindAsync(exchange) ?? throw Refusal.NotFound(ODataMessages.NoRecord);
        var transitions = await exchange.Reader.TransitionsAsync(hit.Record);
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#Collection(LowCode.Transition)");
        json.WriteStartArray("value");
        foreach (var transition in transitions)
            Write(json, transition, exchange.Locale);
        json.WriteEndArray();
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, TransitionDefinition transition, string locale)
    {
        json.WriteStartObject();
        json.WriteString("name", transition.Name);
        json.WriteString("title", transition.Title?.In(locale) ?? transition.Name);
        json.WriteString("to", transition.To);
        WritePaths(json, "needs", transition.Needs);
        json.WriteEndObject();
    }

    private static async Task EvaluateAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        if (PinnedVersion.Parse(exchange.Http.Request.Headers) is not null)
            throw Refusal.NotSupported(PinnedVersion.Header);
        var entity = exchange.Path.Entity;
        Guid? id = exchange.Path.Key is null ? null : (await WriteTarget.RequireAsync(exchange)).Id;
        var payload = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).ReadParameter(OperationsBuilder.Input)
            ?? new Payload(entity.Shape);
        var result = await exchange.RunAsync(unit => unit.EvaluateAsync(entity.App, entity.Form, id, payload.ToInput(), exchange.Cancel));
        if (result is not Evaluated { Result: var evaluated })
            throw CommandAnswer.Refuse(result);
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#LowCode.Evaluation");
        WritePaths(json, "hidden", evaluated.Hidden);
        WritePaths(json, "required", evaluated.Required);
        WritePaths(json, "readonly", evaluated.Readonly);
        json.WriteStartArray("options");
        foreach (var (field, codes) in evaluated.Options)
        {
            json.WriteStartObject();
            json.WriteString("field", PropertyPath.Of(field));
            WriteTexts(json, "codes", codes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in evaluated.Findings)
            CommandAnswer.WriteFinding(json, finding, exchange.Locale);
        json.WriteEndArray();
        json.WritePropertyName("record");
        WriteFields(json, exchange, entity, evaluated.Values);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    // Nothing is stored: there are fields, and no identity, author or time. What is masked is marked all the same.
    private static void WriteFields(System.Text.Json.Utf8JsonWriter json, Exchange exchange, EntityPlan entity, Row values)
    {
        var marks = exchange.Write.Metadata != MetadataLevel.None;
        var builder = new WritePlanBuilder(exchange.Reader, exchange.Write with { Metadata = marks ? MetadataLevel.Minimal : MetadataLevel.None });
        var context = exchange.Context();
        var hit = new Hit(null!, values);
        json.WriteStartObject();
        foreach (var property in entity.Properties.Where(property => property is SlotProperty or GroupProperty or TableProperty))
        {
            if (!Sight.Shows(exchange.Reader, entity, property))
                continue;
            if (marks && Sight.Masks(exchange.Reader, entity, property))
                json.WriteBoolean($"{property.Name}@{Names.Masked}", true);
            builder.As(property.Name, property, ProjectionTree.All, entity).Write(json, hit, context);
        }
        json.WriteEndObject();
    }

    private static void WritePaths(System.Text.Json.Utf8JsonWriter json, string name, ImmutableArray<string> places) =>
        WriteTexts(json, name, [.. places.Select(PropertyPath.Of)]);

    private static void WriteTexts(System.Text.Json.Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
