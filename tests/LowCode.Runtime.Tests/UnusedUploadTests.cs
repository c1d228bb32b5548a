using LowCode.Definitions.Values;
using LowCode.Runtime.Uploads;
using LowCode.Storage;
using LowCode.Storage.Changes;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>Uploads that nothing refers to: which go, when, and which never.</summary>
public class UnusedUploadTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task An_upload_that_no_record_names_goes_after_its_time_and_a_week_and_nothing_that_one_names_or_named()
    {
        await using var house = await House.OpenAsync(PatrolPack.Pack());
        var (lonely, named, replaced) = (await UploadAsync(house, 1), await UploadAsync(house, 2), await UploadAsync(house, 3));
        await PatrolAsync(house, named);
        var patrol = await PatrolAsync(house, replaced);
        House.Done(await house.Installation.Records.UpdateAsync(
            House.Inspector, House.App, "patrol", patrol.Id, house.Input("patrol", ("photos", named)), replace: false, null, House.Cancel));
        Assert.Equal(0, await SweepAsync(house));

        house.Clock.Advance(59 * Day);
        var late = await UploadAsync(house, 4);
        Assert.Equal(0, await SweepAsync(house));
        Assert.True(house.Installation.Attachments.Exists(lonely.Hash));
        house.Clock.Advance(UnusedUploads.Pause);
        Assert.Equal(0, await SweepAsync(house));
        // Set aside: a record that is written now cannot name it any more.
        Assert.False(house.Installation.Attachments.Exists(lonely.Hash));
        Assert.Equal(0, await SweepAsync(house));
        house.Clock.Advance(UnusedUploads.Pause);
        Assert.Equal(1, await SweepAsync(house));
        Assert.Null(house.Installation.Attachments.Open(lonely.Hash));
        Assert.All((Attachment[])[named, replaced, late], file => Assert.True(house.Installation.Attachments.Exists(file.Hash)));
    }

    [Fact]
    public async Task A_record_that_is_written_while_its_upload_is_set_aside_keeps_it()
    {
        await using var house = await House.OpenAsync(PatrolPack.Pack());
        var photo = await UploadAsync(house, 1);
        await SweepAsync(house);
        house.Clock.Advance(100 * Day);
        // The command has found the upload; it is set aside before the record is there.
        var isSet = false;
        await house.WithAsync(store => new InterruptedStore(store, async batch =>
        {
            if (isSet || !batch.Writes.Any(write => write.Set.EndsWith("/patrol", StringComparison.Ordinal)))
                return;
            isSet = true;
            Assert.Equal(0, await SweepAsync(house));
            Assert.False(house.Installation.Attachments.Exists(photo.Hash));
        }), async () =>
        {
            await PatrolAsync(house, photo);
            Assert.True(isSet);
            // Whoever reads the record reads the photo meanwhile.
            await Assert.IsAssignableFrom<Stream>(house.Installation.Attachments.Open(photo.Hash)).DisposeAsync();
            house.Clock.Advance(UnusedUploads.Pause);
            Assert.Equal(0, await SweepAsync(house));
            Assert.True(house.Installation.Attachments.Exists(photo.Hash));
        });
    }

    [Fact]
    public async Task What_is_uploaded_again_while_it_is_set_aside_is_a_new_upload()
    {
        await using var house = await House.OpenAsync(PatrolPack.Pack());
        var photo = await UploadAsync(house, 1);
        house.Clock.Advance(61 * Day);
        await SweepAsync(house);
        Assert.False(house.Installation.Attachments.Exists(photo.Hash));
        await UploadAsync(house, 1);
        house.Clock.Advance(UnusedUploads.Pause);
        await SweepAsync(house);
        Assert.True(house.Installation.Attachments.Exists(photo.Hash));
    }

    private static Task<int> SweepAsync(House house) => house.Installation.RemoveUnusedUploadsAsync(House.Cancel);

    private static async Task<Record> PatrolAsync(House house, Attachment photo)
    {
        var place = await house.CreateAsync(House.Inspector, "place", ("name", "地下车库"));
        return await house.CreateAsync(House.Inspector, "patrol", ("place", place.Id), ("clean", true), ("photos", photo));
    }

    private static async Task<Attachment> UploadAsync(House house, byte content)
    {
        using var photo = new MemoryStream([0xFF, 0xD8, 0xFF, content]);
        var stored = (await house.Installation.Attachments.SaveAsync(photo, 10, House.Cancel))!;
        return new Attachment(stored.Hash, $"{content}.jpg", "image/jpeg", stored.Size);
    }

    // Something happens just before a batch is written.
    private sealed class InterruptedStore(IRecordStore store, Func<WriteBatch, Task> interrupt) : StoppingStore(store, int.MaxValue)
    {
        public override async Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default)
        {
            await interrupt(batch);
            return await base.CommitAsync(batch, cancel);
        }
    }
}
