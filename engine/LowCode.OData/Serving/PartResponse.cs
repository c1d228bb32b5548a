using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LowCode.OData.Serving;

/// <summary>The answer to a part of a batch, in memory until it is whole. Not thread-safe.</summary>
internal sealed class PartResponse : IHttpResponseFeature, IHttpResponseBodyFeature, IDisposable
{
    private MemoryStream _body = new();
    private PipeWriter? _writer;

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body
    {
        get => _body;
        set => throw new NotSupportedException("The body of a part is not replaced.");
    }

    /// <summary>Nothing has left the server before the whole part is there.</summary>
    public bool HasStarted => false;

    public Stream Stream => _body;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(_body, new StreamPipeWriterOptions(leaveOpen: true));

    /// <summary>True when it does not tell of an error.</summary>
    public bool IsFine => StatusCode < StatusCodes.Status400BadRequest;

    /// <summary>True when what was asked is done.</summary>
    public bool HasSucceeded => StatusCode is >= 200 and < 300;

    /// <summary>Forgets what was written of the body.</summary>
    public void Reset()
    {
        _body.Dispose();
        _body = new MemoryStream();
        _writer = null;
    }

    /// <summary>What was written of the body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> BytesAsync(CancellationToken cancel)
    {
        if (_writer is not null)
            await _writer.FlushAsync(cancel);
        return _body.GetBuffer().AsMemory(0, (int)_body.Length);
    }

    public void Dispose() => _body.Dispose();

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(_body, path, offset, count, cancellationToken);

    public void OnStarting(Func<object, Task> callback, object state)
    {
    }

    public void OnCompleted(Func<object, Task> callback, object state)
    {
    }
}
