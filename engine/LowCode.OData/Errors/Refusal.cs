using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LowCode.Definitions.Messages;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Errors;

/// <summary>
/// A request that is not done, as data, on its way out of nested parsers to the one place that answers it. It never
/// leaves this project.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "It carries data, not a text.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this project.")]
internal sealed class Refusal(int status, Finding finding) : Exception(finding.Message.Code)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What is wrong; its path is the error's target.</summary>
    public Finding Finding { get; } = finding;

    /// <summary>What is wrong in detail, for each field.</summary>
    public ImmutableArray<Finding> Details { get; init; } = [];

    /// <summary>Methods that the resource takes, for 405.</summary>
    public string? Allow { get; init; }

    /// <summary>True when a repeatable request may not be repeated as it is.</summary>
    public bool Rejects { get; init; }

    /// <summary>Where to ask instead.</summary>
    public string? Location { get; init; }

    /// <summary>When to ask again, for 429 and 503; a second where it does not say.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    public static Refusal BadRequest(Message message, string target, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(StatusCodes.Status400BadRequest, Finding.Of(message, target, arguments));

    public static Refusal NotFound(Message message, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(StatusCodes.Status404NotFound, Finding.Of(message, "", arguments));

    public static Refusal NoResource(string segment) => NotFound(ODataMessages.NoResource, ("segment", segment));

    public static Refusal NotSupported(string feature, string target = "") =>
        new(StatusCodes.Status501NotImplemented, Finding.Of(ODataMessages.NotSupported, target, ("feature", feature)));

    public static Refusal WrongMethod(string method, params string[] allowed) =>
        new(StatusCodes.Status405MethodNotAllowed,
            Finding.Of(ODataMessages.WrongMethod, "", ("method", method), ("allowed", string.Join(", ", allowed))))
        { Allow = string.Join(", ", allowed) };
}
