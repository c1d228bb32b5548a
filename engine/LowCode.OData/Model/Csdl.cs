using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace LowCode.OData.Model;

/// <summary>Writes a model as CSDL.</summary>
internal static class Csdl
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Xml(EdmModel model)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, writer, CsdlTarget.OData, out var errors))
                throw Unwritable(errors);
        }
        return buffer.ToArray();
    }

    public static byte[] Json(EdmModel model)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (!CsdlWriter.TryWriteCsdl(model, writer, new CsdlJsonWriterSettings(), out var errors))
                throw Unwritable(errors);
        }
        var document = JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))!.AsObject();
        MarkNullableLinks(model, document);
        ReferToJson(document["$Reference"]!.AsObject());
        return Bytes(document);
    }

    /// <summary>A document in JSON as it is sent.</summary>
    public static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document, Indented);

    // The library leaves it out, and a link that does not say so always leads somewhere.
    private static void MarkNullableLinks(EdmModel model, JsonObject document)
    {
        foreach (var type in model.SchemaElements.OfType<IEdmEntityType>())
        {
            foreach (var link in type.DeclaredNavigationProperties().Where(link => link.TargetMultiplicity() == EdmMultiplicity.ZeroOrOne))
                document[type.Namespace]![type.Name]![link.Name]!["$Nullable"] = true;
        }
    }

    // A document in JSON refers to documents in JSON.
    private static void ReferToJson(JsonObject references)
    {
        foreach (var (uri, content) in references.ToArray())
        {
            references.Remove(uri);
            references.Add(Path.ChangeExtension(uri, ".json"), content);
        }
    }

    private static InvalidOperationException Unwritable(IEnumerable<Microsoft.OData.Edm.Validation.EdmError> errors) =>
        new("The model cannot be written as CSDL: " + string.Join("; ", errors.Select(error => error.ErrorMessage)));
}
