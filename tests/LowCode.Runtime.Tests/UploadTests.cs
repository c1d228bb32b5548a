using System.Security.Cryptography;
using LowCode.Runtime.Uploads;

namespace LowCode.Runtime.Tests;

/// <summary>Uploads in parts: what counts, what is forgotten, and what happens at once.</summary>
public class UploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_become_the_attachment_that_they_make_together()
    {
        await using var house = await House.OpenAsync();
        var (uploads, bytes) = (house.Installation.Uploads, RandomNumberGenerator.GetBytes(300_000));
        var upload = (await uploads.BeginAsync(House.Inspector, House.App, bytes.Length, "filename eA==", Cancel))!;
        Assert.Null(await uploads.FindAsync(House.Reviewer, upload.Id, Cancel));
        for (var at = 0; at < bytes.Length; at += 70_000)
        {
            var part = bytes[at..Math.Min(bytes.Length, at + 70_000)];
            var (end, now) = await uploads.AppendAsync(House.Inspector, upload.Id, at, new MemoryStream(part), (HashAlgorithmName.SHA256, SHA256.HashData(part)), Cancel);
            Assert.Equal((PartEnd.Kept, at + part.Length), (end, now!.Offset));
        }
        var whole = (await uploads.FindAsync(House.Inspector, upload.Id, Cancel))!;
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), "filename eA=="), (whole.Hash, whole.Metadata));
        using var stored = new MemoryStream();
        await using (var content = house.Installation.Attachments.Open(whole.Hash!)!)
            await content.CopyToAsync(stored, Cancel);
        Assert.Equal(bytes, stored.ToArray());
        Assert.NotNull((await uploads.BeginAsync(House.Inspector, House.App, 0, "", Cancel))!.Hash);
    }

    [Fact]
    public async Task What_does_not_fit_leaves_everything_as_it_was()
    {
        await using var house = await House.OpenAsync();
        var uploads = house.Installation.Uploads;
        var upload = (await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel))!;
        async Task<PartEnd> Send(long offset, byte[] part, byte[]? digest = null) => (await uploads.AppendAsync(
            House.Inspector, upload.Id, offset, new MemoryStream(part), digest is null ? null : (HashAlgorithmName.SHA256, digest), Cancel)).End;
        Assert.Equal(PartEnd.WrongOffset, await Send(1, new byte[1]));
        Assert.Equal(PartEnd.TooLong, await Send(0, new byte[11]));
        Assert.Equal(PartEnd.Damaged, await Send(0, new byte[5], new byte[32]));
        Assert.Equal(0, (await uploads.FindAsync(House.Inspector, upload.Id, Cancel))!.Offset);
        Assert.Equal(PartEnd.Kept, await Send(0, new byte[5]));
        Assert.Equal(PartEnd.WrongOffset, await Send(0, new byte[5]));
        Assert.Equal(PartEnd.Unknown, (await uploads.AppendAsync(House.Reviewer, upload.Id, 5, new MemoryStream(), null, Cancel)).End);
        Assert.False(await uploads.EndAsync(House.Reviewer, upload.Id, Cancel));
        Assert.True(await uploads.EndAsync(House.Inspector, upload.Id, Cancel));
        Assert.Null(await uploads.FindAsync(House.Inspector, upload.Id, Cancel));
    }

    [Fact]
    public async Task Of_a_part_that_breaks_off_what_has_come_counts_unless_it_cannot_be_checked()
    {
        await using var house = await House.OpenAsync();
        var uploads = house.Installation.Uploads;
        var upload = (await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel))!;
        var (end, now) = await uploads.AppendAsync(House.Inspector, upload.Id, 0, new Breaking([1, 2, 3]), null, Cancel);
        Assert.Equal((PartEnd.Kept, 3L), (end, now!.Offset));
        (end, now) = await uploads.AppendAsync(House.Inspector, upload.Id, 3, new Breaking([4]), (HashAlgorithmName.SHA1, new byte[20]), Cancel);
        Assert.Equal((PartEnd.Damaged, 3L), (end, now!.Offset));
        Assert.Equal(PartEnd.Kept, (await uploads.AppendAsync(House.Inspector, upload.Id, 3, new MemoryStream([4, 5, 6, 7, 8, 9, 10]), null, Cancel)).End);
        var hash = (await uploads.FindAsync(House.Inspector, upload.Id, Cancel))!.Hash;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), hash);
    }

    [Fact]
    public async Task Of_parts_for_one_place_that_come_at_once_one_counts()
    {
        await using var house = await House.OpenAsync();
        var uploads = house.Installation.Uploads;
        var upload = (await uploads.BeginAsync(House.Inspector, House.App, 4_000, "", Cancel))!;
        for (var offset = 0; offset < 4_000; offset += 1_000)
        {
            var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () => (await uploads.AppendAsync(
                House.Inspector, upload.Id, offset, new MemoryStream([.. Enumerable.Repeat((byte)i, 1_000)]), null, Cancel)).End)));
            Assert.Equal(1, ends.Count(end => end == PartEnd.Kept));
            Assert.Equal(5, ends.Count(end => end == PartEnd.WrongOffset));
        }
        var whole = (await uploads.FindAsync(House.Inspector, upload.Id, Cancel))!;
        await using var content = house.Installation.Attachments.Open(whole.Hash!)!;
        Assert.Equal(4_000, content.Length);
    }

    [Fact]
    public async Task Uploads_are_forgotten_after_a_week_and_bounded()
    {
        await using var house = await House.OpenAsync();
        var uploads = house.Installation.Uploads;
        var part = (await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel))!;
        await uploads.AppendAsync(House.Inspector, part.Id, 0, new MemoryStream([1]), null, Cancel);
        for (var i = 1; i < UploadDirectory.MostUnfinished; i++)
            Assert.NotNull(await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel));
        Assert.Null(await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel));
        Assert.NotNull(await uploads.BeginAsync(House.Reviewer, House.App, 10, "", Cancel));
        house.Clock.Advance(UploadDirectory.Kept - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await house.Installation.ForgetAsync(Cancel));
        Assert.NotNull(await uploads.FindAsync(House.Inspector, part.Id, Cancel));
        house.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await uploads.FindAsync(House.Inspector, part.Id, Cancel));
        Assert.Equal(UploadDirectory.MostUnfinished + 1, await house.Installation.ForgetAsync(Cancel));
        Assert.NotNull(await uploads.BeginAsync(House.Inspector, House.App, 10, "", Cancel));
    }

    // Gives some bytes and then fails, as a connection does that is lost.
    private sealed class Breaking(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The line is cut.");
    }
}
