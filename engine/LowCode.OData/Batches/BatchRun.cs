using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>
/// Does the requests of a batch one after another, each as one of its own; those of a group in one unit of work, which is
/// done again as a whole when others come in between. Not thread-safe.
/// </summary>
/// <param name="exchange">The batch.</param>
/// <param name="continues">Whether it goes on behind a request that fails.</param>
internal sealed class BatchRun(Exchange exchange, bool continues)
{
    private readonly Dictionary<string, bool> _succeeded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly PartAddress _address = new(exchange.Root);

    /// <summary>The answers as they come: one request, or all of a group.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PartAnswer>> RunAsync(IReadOnlyList<BatchItem> items)
    {
        for (var i = 0; i < items.Count;)
        {
            var first = items[i++];
            var group = new List<BatchItem> { first };
            while (first.Group is not null && i < items.Count && items[i].Group == first.Group)
                group.Add(items[i++]);
            var answers = first.Group is null ? [await DoAsync(first, null, _addresses, _tags)] : await DoAsync(group);
            Note(answers, first.Group);
            yield return answers;
            if (!continues && answers.Any(answer => !answer.Response.IsFine))
                yield break;
        }
    }

    private async Task<IReadOnlyList<PartAnswer>> DoAsync(List<BatchItem> group)
    {
        var answers = new List<PartAnswer>();
        var end = await exchange.Installation.Records.TogetherAsync(exchange.Caller, async unit =>
        {
            answers.Clear();
            var (addresses, tags) = (new Dictionary<string, string>(_addresses), new Dictionary<string, string>(_tags));
            foreach (var item in group)
            {
                var answer = await DoAsync(item, unit, addresses, tags);
                answers.Add(answer);
                if (!answer.Response.IsFine)
                    return false;
                Note(answer, addresses, tags);
            }
            return true;
        }, exchange.Cancel);
        if (end is UnitEnd.Written)
        {
            foreach (var answer in answers)
                await (answer.Rest?.Invoke() ?? Task.CompletedTask);
            return answers;
        }
        var failed = end is UnitEnd.GivenUp ? answers[^1] : await RefusedAsync(
            group[0], new Refusal(StatusCodes.Status409Conflict, Finding.Of(RuntimeMessages.Contended, "")));
        var all = new List<PartAnswer>();
        foreach (var item in group)
        {
            all.Add(ReferenceEquals(item, failed.Item) ? failed
                : await RefusedAsync(item, new Refusal(StatusCodes.Status424FailedDependency, Finding.Of(BatchMessages.GroupFailed, ""))));
        }
        return all;
    }

    private async Task<PartAnswer> DoAsync(
        BatchItem item, UnitOfWork? unit, IReadOnlyDictionary<string, string> addresses, IReadOnlyDictionary<string, string> tags)
    {
        try
        {
            if (item.Broken is not null)
                throw item.Broken;
            CheckDependencies(item);
            if (unit is not null && (HttpMethods.IsGet(item.Method) || HttpMethods.IsHead(item.Method)))
                throw Refusal.BadRequest(BatchMessages.ReadInGroup, "method");
            var http = PartContext.Create(exchange.Http, WithTags(item, tags), _address.Resolve(item.Url, addresses));
            var part = new BatchPart { Unit = unit, Addresses = addresses, Budget = exchange.Budget };
            await exchange.ServePart(http, part);
            return new PartAnswer(item, PartContext.Response(http)) { Rest = part.Answer };
        }
        catch (Refusal refusal)
        {
            return await RefusedAsync(item, refusal);
        }
    }

    private void CheckDependencies(BatchItem item)
    {
        if (item.If is { } condition)
        {
            switch (DependencyCondition.Holds(condition, _succeeded))
            {
                case true: return;
                case false: throw new Refusal(StatusCodes.Status424FailedDependency, Finding.Of(BatchMessages.DependencyFailed, "if"));
                default:
                    throw new Refusal(StatusCodes.Status424FailedDependency, Finding.Of(BatchMessages.UnknownCondition, "if",
                    ("condition", condition.Length > 200 ? condition[..200] + "…" : condition)));
            }
        }
        // What stands before it in its own group has been done, else the group would have ended there.
        if (item.DependsOn.Any(needed => _succeeded.TryGetValue(needed, out var succeeded) && !succeeded))
            throw new Refusal(StatusCodes.Status424FailedDependency, Finding.Of(BatchMessages.DependencyFailed, "dependsOn"));
    }

    // If-Match: $1 is the ETag that the request 1 was answered with.
    private static BatchItem WithTags(BatchItem item, IReadOnlyDictionary<string, string> tags)
    {
        HeaderDictionary? headers = null;
        foreach (var name in (ReadOnlySpan<string>)[HeaderNames.IfMatch, HeaderNames.IfNoneMatch])
        {
            if (item.Headers[name].ToString() is not { } value || !value.StartsWith('$'))
                continue;
            headers ??= new HeaderDictionary(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(item.Headers, StringComparer.OrdinalIgnoreCase));
            headers[name] = tags.TryGetValue(value[1..], out var tag)
                ? tag : throw Refusal.BadRequest(BatchMessages.UnknownPart, name, ("reference", value));
        }
        return headers is null ? item : item with { Headers = headers };
    }

    private void Note(IReadOnlyList<PartAnswer> answers, string? group)
    {
        foreach (var answer in answers)
        {
            Note(answer, _addresses, _tags);
            if (answer.Item.Id is { } id)
                _succeeded[id] = answer.Response.HasSucceeded;
        }
        if (group is not null)
            _succeeded[group] = answers.All(answer => answer.Response.HasSucceeded);
    }

    private void Note(PartAnswer answer, Dictionary<string, string> addresses, Dictionary<string, string> tags)
    {
        if (answer.Item.Id is not { } id || !answer.Response.HasSucceeded)
            return;
        var headers = answer.Response.Headers;
        var address = headers.Location.ToString() is { Length: > 0 } made ? made
            : new Uri(exchange.Root).GetLeftPart(UriPartial.Authority) + _address.Resolve(answer.Item.Url, addresses).Split('?')[0];
        addresses[id] = address;
        if (headers.ETag.ToString() is { Length: > 0 } tag)
            tags[id] = tag;
    }

    private async Task<PartAnswer> RefusedAsync(BatchItem item, Refusal refusal)
    {
        var http = PartContext.Create(exchange.Http, item with { Body = default }, exchange.Http.Request.Path);
        await exchange.RefusePart(http, refusal);
        return new PartAnswer(item, PartContext.Response(http));
    }
}
