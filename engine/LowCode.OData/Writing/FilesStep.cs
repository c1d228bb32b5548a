using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.OData.Writing;

/// <summary>Attachments, each with the address of its content.</summary>
/// <param name="name">Its name in the answer.</param>
/// <param name="slot">Where they are.</param>
/// <param name="path">Its name in addresses.</param>
/// <param name="numbersAsText">Whether sizes are texts.</param>
internal sealed class FilesStep(string name, int slot, string path, bool numbersAsText) : WriteStep(name)
{
    private static readonly JsonEncodedText Hash = JsonStyle.Name("hash");
    private static readonly JsonEncodedText FileName = JsonStyle.Name("name");
    private static readonly JsonEncodedText MediaType = JsonStyle.Name("mediaType");
    private static readonly JsonEncodedText Size = JsonStyle.Name("size");
    private static readonly JsonEncodedText Url = JsonStyle.Name("url");

    public override void Write(Utf8JsonWriter json, in Hit hit, WriteContext context)
    {
        var row = hit.Row ?? hit.Record.Data;
        var files = row[slot].AsFiles();
        json.WriteStartArray(Name);
        foreach (var i in ChosenMembers.Of(context.Chosen(row, slot), files.Length))
        {
            json.WriteStartObject();
            WriteMembers(json, files[i], numbersAsText, context.Address is null ? null : $"{context.Address}/{path}/{i}/$value");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes what describes an attachment.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Attachment file, bool numbersAsText, string? url)
    {
        json.WriteString(Hash, file.Hash);
        json.WriteString(FileName, file.Name);
        json.WriteString(MediaType, file.MediaType);
        ValueWriter.Write(json, Size, Value.Of(file.Size), numbersAsText);
        if (url is null)
            json.WriteNull(Url);
        else
            json.WriteString(Url, url);
    }
}
