using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.OData.Model;

namespace LowCode.OData.Describing;

/// <summary>The OpenAPI 3.1 description of a service, in the language of its model.</summary>
internal static class OpenApiDocument
{
    private static readonly ConditionalWeakTable<ServiceModel, Description> Written = [];

    /// <summary>The description of a service; written once, as long as the model is there. Thread-safe.</summary>
    public static Description Of(ServiceModel model) => Written.GetValue(model, static model => new(Write(model)));

    private static byte[] Write(ServiceModel model)
    {
        var app = model.App.Definition;
        var info = new JsonObject { ["title"] = app.Title.In(model.Locale), ["version"] = app.Version };
        if (app.Description is { } description)
            info["description"] = description.In(model.Locale);
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = info,
            // Beside the document: whatever host and path it was reached by.
            ["servers"] = new JsonArray(new JsonObject { ["url"] = $"../{model.Name}" }),
            ["tags"] = Tags(model),
            ["paths"] = new OpenApiPaths(model).Write(),
            ["components"] = new JsonObject
            {
                ["schemas"] = new OpenApiSchemas(model).Write(),
                ["parameters"] = OpenApiParameters.Write(model.Locale),
                ["responses"] = new JsonObject
                {
                    ["error"] = OpenApiPaths.Response(OpenApiMessages.Failed, model.Locale, OpenApiSchemas.Reference("error")),
                },
            },
        };
        return Csdl.Bytes(document);
    }

    private static JsonArray Tags(ServiceModel model) => new(
    [
        .. model.Sets.Select(set => new JsonObject { ["name"] = set.Set, ["description"] = TitleOf(set, model.Locale) }),
    ]);

    public static string TitleOf(EntityPlan set, string locale) => set.Title?.In(locale) ?? set.Set;
}
