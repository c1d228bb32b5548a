using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace LowCode.OData.Model;

/// <summary>Writes a model as CSDL.</summary>
internal static class Csdl
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string SchemaVersion = "Core.SchemaVersion";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    /// <summary>It in XML.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ns">The namespace with the container.</param>
    /// <param name="version">Its version: the library annotates no schemas.</param>
    public static byte[] Xml(EdmModel model, string ns, string version)
    {
        var document = new XDocument();
        using (var writer = document.CreateWriter())
        {
            if (!CsdlWriter.TryWriteCsdl(model, writer, CsdlTarget.OData, out var errors))
                throw Unwritable(errors);
        }
        var schema = document.Descendants().First(element => element.Name.LocalName == "Schema" && (string?)element.Attribute("Namespace") == ns);
        schema.Add(new XElement(schema.Name.Namespace + "Annotation", new XAttribute("Term", SchemaVersion), new XAttribute("String", version)));
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
            document.Save(writer);
        return buffer.ToArray();
    }

    /// <summary>It in JSON.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ns">The namespace with the container.</param>
    /// <param name="version">Its version.</param>
    public static byte[] Json(EdmModel model, string ns, string version)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (!CsdlWriter.TryWriteCsdl(model, writer, new CsdlJsonWriterSettings(), out var errors))
                throw Unwritable(errors);
        }
        var document = JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))!.AsObject();
        MarkNullableLinks(model, document);
        document[ns]!["@" + SchemaVersion] = version;
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
