using System.Security.Cryptography;
using LowCode.Storage.Attachments;
using LowCode.Storage.Tests.Accidents;
using Microsoft.Extensions.Time.Testing;

namespace LowCode.Storage.Tests.Attachments;

public sealed class AttachmentFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly AttachmentFolder _attachments;

    public AttachmentFolderTests() => _attachments = new AttachmentFolder(_folder["attachments"], _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Content_comes_back_under_its_hash(int size)
    {
        var bytes = new byte[size];
        new Random(7).NextBytes(bytes);

        var stored = await _attachments.SaveAsync(new MemoryStream(bytes), size, Cancel);

        Assert.Equal(new StoredContent(Convert.ToHexStringLower(SHA256.HashData(bytes)), size), stored);
        await using var content = _attachments.Open(stored!.Hash);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy, Cancel);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Content_beyond_the_limit_is_not_kept()
    {
        Assert.Null(await _attachments.SaveAsync(new MemoryStream(new byte[11]), 10, Cancel));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _attachments.SaveAsync(new Breaking(), 1000, Cancel));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_same_content_at_the_same_time_is_kept_once()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => _attachments.SaveAsync(new MemoryStream([1, 2, 3]), 10, Cancel))));

        Assert.Single(stored.Distinct());
        Assert.Single(_attachments.Hashes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345678/")]
    [InlineData("../..f0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public void What_is_no_hash_reaches_no_file(string hash)
    {
        Assert.False(_attachments.Exists(hash));
        Assert.Null(_attachments.Open(hash));
    }

    [Fact]
    public async Task Unused_content_goes_but_not_what_was_saved_a_moment_ago()
    {
        var used = await SaveAsync(1);
        var unused = await SaveAsync(2);
        var savedAgain = await SaveAsync(3);
        _time.Advance(TimeSpan.FromHours(2));
        var fresh = await SaveAsync(4);
        await SaveAsync(3);

        var deleted = await _attachments.DeleteUnusedAsync(new HashSet<string> { used }, _time.GetUtcNow().AddHours(-1), Cancel);

        Assert.Equal(1, deleted);
        Assert.Equal([true, false, true, true], new[] { used, unused, savedAgain, fresh }.Select(_attachments.Exists));
    }

    private async Task<string> SaveAsync(byte content) =>
        (await _attachments.SaveAsync(new MemoryStream([content]), 10, Cancel))!.Hash;

    private sealed class Breaking : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
                throw new InvalidOperationException("The connection broke.");
            _read = true;
            return ValueTask.FromResult(100);
        }
    }
}
