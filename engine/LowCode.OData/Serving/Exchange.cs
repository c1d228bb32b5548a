using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.OData.Writing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Reading;
using LowCode.Runtime.Repeating;
using LowCode.Runtime.Uploads;
using LowCode.Storage.Budgets;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Serving;

/// <summary>One request under way: who asks, of which service, and what has been read of it so far.</summary>
internal sealed class Exchange : IDisposable
{
    private RecordReader? _reader;

    public required HttpContext Http { get; init; }

    /// <summary>The installation as it served when the request began.</summary>
    public required ServingView Installation { get; init; }

    public required ServiceLimits Limits { get; init; }

    /// <summary>What the request may cost the store, together with the batch that it is part of.</summary>
    public required QueryBudget Budget { get; init; }

    public required UploadQuota Uploads { get; init; }

    public required Caller Caller { get; init; }

    public required ServiceModel Model { get; init; }

    /// <summary>The service as a published version of the app would have it; null when there is none of that number.</summary>
    public required Func<int, ValueTask<ServiceModel?>> ModelOf { get; init; }

    public required PlanCache Plans { get; init; }

    /// <summary>Address of the service root, with a slash at its end.</summary>
    public required string Root { get; init; }

    /// <summary>The reader's language.</summary>
    public required string Locale { get; init; }

    public required QueryOptions Options { get; init; }

    public required ResourcePath Path { get; init; }

    public required WriteOptions Write { get; init; }

    public required Preferences Prefer { get; init; }

    public required Precondition Condition { get; init; }

    /// <summary>Says that the request may be repeated; null when it does not, or is no write.</summary>
    public Repeatability? Repeat { get; init; }

    /// <summary>Stands for what a request asks that may be repeated; null while nobody has looked.</summary>
    public string? Digest { get; set; }

    /// <summary>The body, once it has been read.</summary>
    public ReadOnlyMemory<byte>? Body { get; set; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>What it has from the batch that it is part of; null when it is a request of its own.</summary>
    public BatchPart? Part { get; init; }

    /// <summary>Serves another request of the same caller to this service, as part of this one.</summary>
    public required Func<HttpContext, BatchPart, Task> ServePart { get; init; }

    /// <summary>Answers another request that is part of this one with an error.</summary>
    public required Func<HttpContext, Refusal, Task> RefusePart { get; init; }

    public CancellationToken Cancel => Http.RequestAborted;

    public string Method => Http.Request.Method;

    /// <summary>
    /// Reads as the caller, over the snapshot of the moment when it was first asked for; in a unit of work what the unit
    /// is going to leave.
    /// </summary>
    public RecordReader Reader => _reader ?? (Part?.Unit is { } unit ? Within(unit.Reader) : _reader = Within(Installation.Read(Caller).Explaining(Http)));

    /// <summary>Reads what has been written meanwhile.</summary>
    public RecordReader Fresh()
    {
        _reader?.Dispose();
        return _reader = Within(Installation.Read(Caller));
    }

    /// <summary>Does what the request asks, as a unit of its own or in the one that it is part of.</summary>
    /// <param name="work">Does it.</param>
    /// <param name="creates">Whether what it leaves is told as created.</param>
    /// <param name="left">The records that are answered, once it is done; null for the one that the work ends with.</param>
    public Task<CommandResult> RunAsync(
        Func<UnitOfWork, ValueTask<CommandResult>> work, bool creates = false, Func<IEnumerable<LeftRecord>>? left = null)
    {
        work = RememberedWork.Of(this, work, creates, left);
        return Part?.Unit is { } unit ? work(unit).AsTask() : Installation.Records.OneAsync(Caller, work, Cancel);
    }

    /// <summary>Answers now, or once the unit that the request is part of has been written.</summary>
    public Task AnswerAsync(Func<Task> answer)
    {
        if (Part?.Unit is null)
            return answer();
        Part.Answer = answer;
        return Task.CompletedTask;
    }

    /// <summary>The same request about another path.</summary>
    public Exchange At(ResourcePath path) => new()
    {
        Http = Http,
        Installation = Installation,
        Limits = Limits,
        Budget = Budget,
        Uploads = Uploads,
        Caller = Caller,
        Model = Model,
        ModelOf = ModelOf,
        Plans = Plans,
        Root = Root,
        Locale = Locale,
        Options = Options,
        Path = path,
        Write = Write,
        Prefer = Prefer,
        Condition = Condition,
        Now = Now,
        Part = Part,
        ServePart = ServePart,
        RefusePart = RefusePart,
    };

    /// <summary>How many entities a page takes at most: what the client prefers, within the limits, and the answer says so.</summary>
    public int PageSize()
    {
        var size = Math.Min(Prefer.MaxPageSize ?? Limits.PageSize, Limits.MaxPageSize);
        if (Prefer.MaxPageSize is not null)
            Http.Response.Headers["Preference-Applied"] = $"maxpagesize={size}";
        return size;
    }

    public WriteContext Context() => new(Root, Locale);

    private RecordReader Within(RecordReader reader)
    {
        reader.Budget = Budget;
        return reader.Noting(() => AskedText.Of(Path, Options));
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }
}
