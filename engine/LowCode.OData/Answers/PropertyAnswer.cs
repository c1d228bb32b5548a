using System.Text;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Annexes;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>One property of an entity: as JSON, as its bare value, or how many a collection has.</summary>
internal static class PropertyAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        if (await EntityFinder.FindAsync(exchange) is not { } hit)
        {
            AllowOptions(exchange, []);
            Reply.Empty(exchange);
            return;
        }
        var found = FoundProperty.Find(exchange, hit);
        AllowOptions(exchange, OptionsOf(found));
        exchange.Http.Response.Headers.ETag = Precondition.ETag(hit.Record.Revision);
        var complex = Complex(found);
        var isValue = complex is null && !IsWhole(found) && (found.Part is not null || found.Property is not SlotProperty { Slot.Kind: ValueKind.Files });
        var value = isValue ? found.Value() : default;
        if (isValue && value.IsEmpty)
        {
            Reply.Empty(exchange);
            return;
        }
        await NoteAsync(exchange, hit, found);
        var context = exchange.Context();
        await Expansions.FetchFormAsync(exchange, hit, context);
        context.Address = found.Address;
        var tree = await ChooseAsync(exchange, found, context);
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{exchange.Path.Entity.Set}({hit.Record.Id})/{PathOf(exchange.Path)}{tree.ContextList()}");
        if (tree.Members is { Count: true })
            json.WriteNumber("@odata.count", CountOf(found, context));
        if (complex is null && found.Part is null && Sight.Masks(exchange.Reader, exchange.Path.Entity, found.Property))
            json.WriteBoolean("@" + Names.Masked, true);
        var builder = new WritePlanBuilder(exchange.Reader, exchange.Write);
        if (complex is { } inside)
        {
            context.Address = $"{found.Address}/{found.Property.Name}{(found.Position is { } at ? $"/{at}" : "")}";
            foreach (var step in builder.Members(inside.Type, ProjectionTree.All, exchange.Path.Entity))
                step.Write(json, inside.Hit, context);
        }
        else if (IsWhole(found))
        {
            builder.As("value", found.Property, tree, exchange.Path.Entity).Write(json, found.Hit, context);
        }
        else if (isValue)
        {
            ValueWriter.Write(json, JsonStyle.Name("value"), value, exchange.Write.NumbersAsText);
        }
        else
        {
            FilesStep.WriteMembers(json, found.File(), exchange.Write.NumbersAsText, $"{found.Address}/{found.Property.Name}/{found.Position}/$value");
        }
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    public static async Task ServeValueAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        if (await EntityFinder.FindAsync(exchange) is not { } hit)
        {
            Reply.Empty(exchange);
            return;
        }
        var found = FoundProperty.Find(exchange, hit);
        await NoteAsync(exchange, hit, found);
        if (found is { Property: SlotProperty { Slot.Kind: ValueKind.Files }, Position: not null, Part: null })
        {
            await AttachmentAnswer.ServeAsync(exchange, found.File());
            return;
        }
        if (Complex(found) is not null || (IsWhole(found) && !IsPrimitive(found)))
            throw Refusal.NoResource("$value");
        var value = found.Value();
        if (value.IsEmpty)
            Reply.Empty(exchange);
        else
            await TextAsync(exchange, value);
    }

    public static async Task ServeCountAsync(Exchange exchange)
    {
        if (await EntityFinder.FindAsync(exchange) is not { } hit)
            throw Refusal.NoResource("$count");
        var found = FoundProperty.Find(exchange, hit);
        AllowOptions(exchange, !IsList(found) ? [] : found.Property is TableProperty ? ["$filter", "$search"] : ["$filter"]);
        var context = exchange.Context();
        await ChooseAsync(exchange, found, context);
        await TextAsync(exchange, Value.Of(CountOf(found, context)));
    }

    // What of a record the first property of the path gives away; of rows their whole table.
    private static ValueTask NoteAsync(Exchange exchange, Hit hit, FoundProperty found)
    {
        var entity = exchange.Path.Entity;
        var property = entity.IsRows || exchange.Path.Properties.Length > 1 && exchange.Path.Properties[0].Property is TableProperty
            ? null : found.Property;
        var answered = property switch
        {
            SlotProperty slot => new Projection([slot.Slot.Index], Annex: false),
            TableProperty table => new Projection([table.Slot.Index], Annex: false),
            SystemProperty or RowKeyProperty => PlanReads.Nothing,
            _ when entity.IsRows => new Projection([entity.Table[0]], Annex: false),
            _ when exchange.Path.Properties[0].Property is TableProperty first => new Projection([first.Slot.Index], Annex: false),
            _ => null,
        };
        return exchange.Reader.NoteAsync(entity.App, entity.Form, hit.Record, answered, exchange.Cancel);
    }

    // How many members of a collection there are, or match.
    private static long CountOf(FoundProperty found, WriteContext context)
    {
        var row = found.Hit.Row ?? found.Hit.Record.Data;
        return found.Property switch
        {
            TableProperty table => context.Chosen(row, table.Slot.Index)?.Count ?? row[table.Slot].AsRows().Length,
            SlotProperty { Slot: { Kind: ValueKind.Files, Index: var index } } => context.Chosen(row, index)?.Count ?? row[index].AsFiles().Length,
            SlotProperty { Slot: { Kind: ValueKind.Codes, Index: var index } } => context.Chosen(row, index)?.Count ?? row[index].AsCodes().Length,
            DecisionsProperty when context.Chosen(row, DecisionsStep.Slot) is { } chosen => chosen.Count,
            DecisionsProperty => DecisionRows.In(found.Hit.Record) is { IsEmpty: false } decisions ? decisions.AsRows().Length : 0,
            _ => throw Refusal.NotSupported("$count"),
        };
    }

    // What of a collection is answered: all, or the members that the options choose.
    private static async ValueTask<ProjectionTree> ChooseAsync(Exchange exchange, FoundProperty found, WriteContext context)
    {
        if (!IsList(found) || exchange.Options.Given.All(option => option is "$format" or "$schemaversion"))
            return ProjectionTree.All;
        var tree = new ProjectionReader(new Binder(exchange.Model, exchange.Reader, exchange.Options)).ReadMembers(found.Property, exchange.Path.Entity);
        await new Choices(exchange, context).ChooseAsync(found.Property, tree, found.Hit);
        return tree;
    }

    /// <summary>A value as bare text.</summary>
    public static Task TextAsync(Exchange exchange, Value value) =>
        Reply.BytesAsync(exchange, "text/plain;charset=utf-8", Encoding.UTF8.GetBytes(ValueWriter.Text(value)));

    // A complex value with properties of its own: a group, or one row of a table.
    private static (TypePlan Type, Hit Hit)? Complex(FoundProperty found) => found switch
    {
        { Property: GroupProperty group } => (group.Type, found.Hit),
        { Property: TableProperty table, Position: { } position } => (table.Row, FoundProperty.RowAt(found.Hit, table, position)),
        _ => null,
    };

    // The property as it stands in the entity, and not a member or part of it, nor a primitive whose emptiness means 204.
    private static bool IsWhole(FoundProperty found) => found is { Position: null, Part: null } && !IsPrimitive(found);

    private static bool IsPrimitive(FoundProperty found) => found.Property switch
    {
        SystemProperty or RowKeyProperty => true,
        SlotProperty slot => slot.Slot.Kind is not (ValueKind.Codes or ValueKind.Files or ValueKind.Location),
        _ => false,
    };

    private static string PathOf(ResourcePath path) => string.Join('/', path.Properties.Select(step =>
        (step.Property?.Name ?? step.Part) + (step.Position is { } position ? $"/{position}" : "")));

    private static bool IsList(FoundProperty found) => found is { Position: null, Part: null }
        && found.Property is TableProperty or DecisionsProperty or SlotProperty { Slot.Kind: ValueKind.Codes or ValueKind.Files };

    private static string[] OptionsOf(FoundProperty found) => !IsList(found) ? []
        : found.Property is TableProperty ? ["$filter", "$search", "$orderby", "$skip", "$top", "$count", "$select"] : ["$filter", "$orderby", "$skip", "$top", "$count"];

    private static void AllowOptions(Exchange exchange, string[] allowed)
    {
        foreach (var option in exchange.Options.Given.Except(allowed))
        {
            if (option is not ("$format" or "$schemaversion"))
                throw Refusal.NotSupported(option, option);
        }
    }
}
