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
    public async Task What_is_set_aside_can_be_opened_but_not_named_until_it_comes_back_or_goes()
    {
        var (back, gone, anew, old) = (await SaveAsync(1), await SaveAsync(2), await SaveAsync(3), await SaveAsync(4));
        var savedAgain = await SaveAsync(5);
        _time.Advance(TimeSpan.FromHours(2));
        await SaveAsync(6);
        await SaveAsync(5);
        Assert.Equal(new[] { back, gone, anew, old }.Order(), _attachments.SavedBefore(_time.GetUtcNow().AddHours(-1)).Order());

        foreach (var hash in (string[])[back, gone, anew])
            _attachments.SetAside(hash);
        Assert.Equal(new[] { back, gone, anew }.Order(), _attachments.Aside().Order());
        Assert.Equal([old], _attachments.SavedBefore(_time.GetUtcNow().AddHours(-1)));
        Assert.Equal([false, false, true], new[] { back, gone, savedAgain }.Select(_attachments.Exists));
        foreach (var hash in (string[])[back, gone])
            await Assert.IsType<FileStream>(_attachments.Open(hash)).DisposeAsync();
        await SaveAsync(3);

        _attachments.EndAside(back, isUsed: true);
        _attachments.EndAside(gone, isUsed: false);
        _attachments.EndAside(anew, isUsed: false);
        Assert.Empty(_attachments.Aside());
        Assert.Equal([true, false, true, true], new[] { back, gone, anew, old }.Select(_attachments.Exists));
        Assert.Null(_attachments.Open(gone));
        _attachments.SetAside(old);
        Assert.True(_attachments.Delete(old));
        Assert.Null(_attachments.Open(old));
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
