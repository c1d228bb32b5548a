using System.Text.Json;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Serving;

/// <summary>
/// Says how the store answers: an administrator who sends <c>LowCode-Explain: true</c> gets a header of the same name with
/// JSON, an entry for each query that was asked before the answer began. Nobody else gets it: it shows how data lies.
/// </summary>
internal static class ExplainHeader
{
    public const string Name = "LowCode-Explain";

    // A header must stay within what clients take.
    private const int MostQueries = 8;
    private const int MostStatement = 2000;

    /// <summary>Lets a reader keep what it learns, and the answer carry it.</summary>
    public static RecordReader Explaining(this RecordReader reader, HttpContext http)
    {
        if (!reader.Caller.IsAdministrator || !http.Request.Headers.ContainsKey(Name))
            return reader;
        var told = reader.Explanations = [];
        http.Response.OnStarting(() =>
        {
            if (told.Count > 0)
                http.Response.Headers[Name] = JsonSerializer.Serialize(told.Take(MostQueries).Select(Short), JsonSerializerOptions.Web);
            return Task.CompletedTask;
        });
        return reader;
    }

    private static StoreExplanation Short(StoreExplanation whole) =>
        whole.Statement is { Length: > MostStatement } statement ? whole with { Statement = statement[..MostStatement] + "…" } : whole;
}
