using System.Text;
using System.Text.Json;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace LowCode.OData.Model;

/// <summary>Writes a model as CSDL.</summary>
internal static class Csdl
{
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
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, writer, new CsdlJsonWriterSettings(), out var errors))
                throw Unwritable(errors);
        }
        return buffer.ToArray();
    }

    private static InvalidOperationException Unwritable(IEnumerable<Microsoft.OData.Edm.Validation.EdmError> errors) =>
        new("The model cannot be written as CSDL: " + string.Join("; ", errors.Select(error => error.ErrorMessage)));
}
