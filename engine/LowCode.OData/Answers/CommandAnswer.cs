using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>
/// How a command's end is told over HTTP: 422 for what breaks the form's rules, 409 for what the record's state does not
/// allow, 412 for a record that has changed, 403 for what the caller may not do.
/// </summary>
internal static class CommandAnswer
{
    /// <summary>What was done; everything else is refused.</summary>
    public static Done Check(CommandResult result) => result as Done ?? throw Refuse(result);

    public static Refusal Refuse(CommandResult result) => result switch
    {
        Invalid invalid => new Refusal(StatusCodes.Status422UnprocessableEntity, Finding.Of(ODataMessages.Invalid, "",
            ("count", invalid.Findings.Count(finding => finding.Severity == Severity.Error))))
        { Details = invalid.Findings },
        NotFound => Refusal.NotFound(ODataMessages.NoRecord),
        Forbidden forbidden => new Refusal(StatusCodes.Status403Forbidden, forbidden.Why),
        Stale stale => Stale(stale.ActualRevision),
        Refused refused => new Refusal(StatusCodes.Status409Conflict, refused.Why),
        _ => throw new InvalidOperationException($"A command does not end with {result.GetType().Name} here."),
    };

    public static Refusal Stale(long revision) =>
        new(StatusCodes.Status412PreconditionFailed, Finding.Of(ODataMessages.Stale, "", ("revision", revision)));

    /// <summary>What of the record is answered; told before anything is done, so that a wrong option leaves everything as it was.</summary>
    public static ProjectionTree Projection(Exchange exchange)
    {
        exchange.Options.AllowOnly("$select", "$expand");
        return CollectionQuery.Project(exchange.Model, exchange.Path.Entity, exchange.Options, exchange.Reader);
    }

    /// <summary>Answers with the record as it now is, or with nothing where the client prefers that or may not read it.</summary>
    public static Task ServeAsync(Exchange exchange, Done done, ProjectionTree tree, bool created)
    {
        var response = exchange.Http.Response;
        var entity = exchange.Path.Entity;
        var address = $"{exchange.Root}{entity.Set}({done.Record.Id})";
        response.Headers.ETag = Precondition.ETag(done.Record.Revision);
        if (created)
            response.Headers.Location = address;
        if (exchange.Prefer.Minimal is { } minimal)
            response.Headers["Preference-Applied"] = minimal ? "return=minimal" : "return=representation";
        return exchange.AnswerAsync(() => WriteAsync(exchange, done, tree, created));
    }

    private static async Task WriteAsync(Exchange exchange, Done done, ProjectionTree tree, bool created)
    {
        var response = exchange.Http.Response;
        var entity = exchange.Path.Entity;
        var reader = exchange.Fresh();
        if (exchange.Prefer.Minimal is true
            || await reader.FindAsync(entity.App, entity.Form, done.Record.Id, exchange.Cancel) is not { } record)
        {
            if (created)
                response.Headers["OData-EntityId"] = response.Headers.Location;
            Reply.Empty(exchange);
            return;
        }
        response.Headers.ETag = Precondition.ETag(record.Revision);
        await EntityAnswer.WriteAsync(exchange, new Hit(record), tree,
            created && !done.AlreadyDone ? StatusCodes.Status201Created : StatusCodes.Status200OK, done.Warnings);
    }

    /// <summary>Warnings beside the record.</summary>
    public static void WriteMessages(System.Text.Json.Utf8JsonWriter json, ImmutableArray<Finding> findings, string locale)
    {
        if (findings.IsDefaultOrEmpty)
            return;
        json.WriteStartArray("@Org.OData.Core.V1.Messages");
        foreach (var finding in findings)
            WriteFinding(json, finding, locale, "warning");
        json.WriteEndArray();
    }

    public static void WriteFinding(System.Text.Json.Utf8JsonWriter json, Finding finding, string locale, string? severity = null)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Message.Code);
        json.WriteString("message", finding.In(locale));
        if (finding.Path.Length > 0)
            json.WriteString("target", PropertyPath.Of(finding.Path));
        json.WriteString("severity", severity ?? (finding.Severity == Severity.Error ? "error" : "warning"));
        json.WriteEndObject();
    }
}
