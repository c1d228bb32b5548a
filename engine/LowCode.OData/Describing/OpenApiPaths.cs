using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.OData.Model;
using Microsoft.OData.Edm;

namespace LowCode.OData.Describing;

/// <summary>The addresses of a service with their methods. Keys stand in segments.</summary>
internal sealed class OpenApiPaths(ServiceModel model)
{
    private readonly JsonObject _paths = [];
    private readonly string _locale = model.Locale;

    public static JsonObject Response(Message text, string locale, JsonObject? schema = null)
    {
        var response = new JsonObject { ["description"] = text.Format(locale) };
        if (schema is not null)
            response["content"] = Json(schema);
        return response;
    }

    public JsonObject Write()
    {
        foreach (var set in model.Sets)
            AddSet(set);
        var batch = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["requests"] = new JsonObject { ["type"] = "array" } } };
        _paths["/me"] = new JsonObject { ["get"] = Operation("me", OpenApiMessages.Me.Format(_locale), null, OpenApiSchemas.Reference("LowCode.Person")) };
        var upload = Operation("attachments.upload", OpenApiMessages.Upload.Format(_locale), null, OpenApiSchemas.Reference("LowCode.Attachment"));
        upload["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { ["*/*"] = new JsonObject() } };
        _paths["/attachments"] = new JsonObject { ["post"] = upload };
        _paths["/$batch"] = new JsonObject
        {
            ["post"] = Operation("batch", OpenApiMessages.Batch.Format(_locale), null, new JsonObject { ["type"] = "object" }, body: batch),
        };
        return _paths;
    }

    private void AddSet(EntityPlan set)
    {
        var (type, isWritable) = ((IEdmSchemaElement)set.Edm, set is { IsReadOnly: false, IsRows: false });
        var entity = OpenApiSchemas.Reference(type);
        var all = new JsonObject { ["get"] = Of(set, "list", OpenApiMessages.List, Page(entity), OpenApiParameters.OfSets) };
        var one = new JsonObject
        {
            ["parameters"] = Keys(set),
            ["get"] = Of(set, "get", OpenApiMessages.Read, Copy(entity), OpenApiParameters.OfEntities),
        };
        if (isWritable)
        {
            var written = OpenApiSchemas.Reference(type, written: true);
            all["post"] = Of(set, "create", OpenApiMessages.Create, Copy(entity), [], Copy(written), created: true);
            all["patch"] = Of(set, "changeMany", OpenApiMessages.ChangeMany, Page(entity), [], Page(written));
            one["patch"] = Of(set, "change", OpenApiMessages.Change, Copy(entity), ["ifMatch"], Copy(written));
            one["put"] = Of(set, "replace", OpenApiMessages.Replace, Copy(entity), ["ifMatch"], Copy(written));
            one["delete"] = Of(set, "delete", OpenApiMessages.Delete, null, ["ifMatch"]);
        }
        var address = AddressOf(set);
        _paths["/" + set.Set] = all;
        _paths[address] = one;
        if (isWritable)
            AddOperations(set, address);
        AddLinks(set, address);
    }

    private void AddOperations(EntityPlan set, string address)
    {
        var ns = model.Namespace;
        var entity = OpenApiSchemas.Reference((IEdmSchemaElement)set.Edm);
        JsonObject Input(string name) => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [name] = OpenApiSchemas.Reference((IEdmSchemaElement)set.Edm, written: true) },
        };
        foreach (var transition in set.Workflow?.Transitions ?? [])
        {
            var name = OperationsBuilder.ActionName(model.Edm, ns, transition.Name);
            var title = transition.Title?.In(_locale) ?? transition.Name;
            AddBound($"{address}/{ns}.{name}", "post", Operation($"{set.Set}.{name}", title, set, Copy(entity), ["ifMatch"], Input(OperationsBuilder.Changes)));
        }
        if (set.Workflow is not null)
        {
            var transitions = Page(OpenApiSchemas.Reference("LowCode.Transition"));
            AddBound($"{address}/{ns}.{Names.AvailableTransitions}()", "get",
                Operation($"{set.Set}.{Names.AvailableTransitions}", OpenApiMessages.Next.Format(_locale), set, transitions));
        }
        AddBound($"{address}/{ns}.{Names.History}()", "get",
            Of(set, Names.History, OpenApiMessages.History, Page(OpenApiSchemas.Reference("LowCode.Change")), ["top"]));
        var evaluation = OpenApiSchemas.Reference("LowCode.Evaluation");
        AddBound($"{address}/{ns}.{Names.Evaluate}", "post", Of(set, Names.Evaluate, OpenApiMessages.Evaluate, evaluation, [], Input(OperationsBuilder.Input)));
        _paths[$"/{set.Set}/{ns}.{Names.Evaluate}"] = new JsonObject
        {
            ["post"] = Of(set, Names.Evaluate + "New", OpenApiMessages.Evaluate, Copy(evaluation), [], Input(OperationsBuilder.Input)),
        };

        void AddBound(string path, string method, JsonObject operation) =>
            _paths[path] = new JsonObject { ["parameters"] = Keys(set), [method] = operation };
    }

    private void AddLinks(EntityPlan set, string address)
    {
        foreach (var link in ((IEdmEntityType)set.Edm).DeclaredNavigationProperties())
        {
            var type = (IEdmSchemaElement)link.ToEntityType();
            var title = model.Edm.TextOf(link, "Org.OData.Core.V1.Description") ?? link.Name;
            var summary = OpenApiMessages.Follow.Format(_locale, ("title", OpenApiDocument.TitleOf(set, _locale)), ("link", title));
            var back = set.Find(link.Name) as ReverseProperty;
            var schema = OpenApiSchemas.Reference(type);
            var path = new JsonObject
            {
                ["parameters"] = Keys(set),
                ["get"] = Operation($"{set.Set}.{link.Name}", summary, set, back is null ? schema : Page(schema),
                    back is null ? OpenApiParameters.OfEntities : OpenApiParameters.OfSets),
            };
            if (back is not null)
            {
                var create = OpenApiMessages.CreateLinked.Format(_locale, ("title", OpenApiDocument.TitleOf(set, _locale)), ("link", title));
                path["post"] = Operation($"{set.Set}.{link.Name}.create", create, set, Copy(schema), [], OpenApiSchemas.Reference(type, written: true), created: true);
            }
            _paths[$"{address}/{link.Name}"] = path;
        }
    }

    private JsonObject Of(EntityPlan set, string id, Message summary, JsonObject? result, string[] parameters, JsonObject? body = null, bool created = false) =>
        Operation($"{set.Set}.{id}", summary.Format(_locale, ("title", OpenApiDocument.TitleOf(set, _locale))), set, result, parameters, body, created);

    private JsonObject Operation(
        string id, string summary, EntityPlan? set, JsonObject? result, string[]? parameters = null, JsonObject? body = null, bool created = false)
    {
        var operation = new JsonObject { ["operationId"] = id, ["summary"] = summary };
        if (set is not null)
            operation["tags"] = new JsonArray(set.Set);
        if (parameters?.Length > 0)
            operation["parameters"] = OpenApiParameters.References(parameters);
        if (body is not null)
            operation["requestBody"] = new JsonObject { ["content"] = Json(body) };
        operation["responses"] = new JsonObject
        {
            [result is null ? "204" : created ? "201" : "200"] = Response(
                result is null ? OpenApiMessages.Done : created ? OpenApiMessages.Created : OpenApiMessages.Result, _locale, result),
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/error" },
        };
        return operation;
    }

    private JsonArray Keys(EntityPlan set) =>
        new([.. ((IEdmEntityType)set.Edm).DeclaredKey!.Select(key => OpenApiParameters.Key(key.Name, _locale))]);

    private static string AddressOf(EntityPlan set) =>
        $"/{set.Set}" + string.Concat(((IEdmEntityType)set.Edm).DeclaredKey!.Select(key => $"/{{{key.Name}}}"));

    private static JsonObject Page(JsonObject entity) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["@odata.count"] = new JsonObject { ["type"] = "integer" },
            ["@odata.nextLink"] = new JsonObject { ["type"] = "string" },
            ["value"] = new JsonObject { ["type"] = "array", ["items"] = Copy(entity) },
        },
    };

    // A node has one parent.
    private static JsonObject Copy(JsonObject schema) => (JsonObject)schema.DeepClone();

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
}
