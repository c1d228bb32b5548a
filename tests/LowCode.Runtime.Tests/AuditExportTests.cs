using System.Text;
using LowCode.Runtime.Auditing;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Tests;

/// <summary>Files of exported entries: what is in them, and that they can be verified away from the installation.</summary>
public sealed class AuditExportTests
{
    [Fact]
    public async Task An_export_holds_what_was_selected_and_is_noted_itself()
    {
        await using var house = await House.OpenAsync();
        var start = house.Clock.GetUtcNow();
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.CreateAsync(House.Inspector, "place", ("name", "B1"));
        await house.CreateAsync(House.Inspector, "place", ("name", "=B2"));
        var before = house.Installation.Store.Status.LastChange;

        var (all, whole) = await ExportAsync(house, new AuditSelection());
        var check = await CheckAsync(whole);
        Assert.Equal((before, before), (all.Entries, all.LastNumber));
        Assert.Equal(new AuditExportCheck(all.Entries, 0, all.LastHash, null), check);
        Assert.Equal(before + 1, (await house.Installation.Store.VerifyChangesAsync(cancel: House.Cancel)).LastNumber);
        var noted = (await house.Installation.Store.ChangesAsync(before, House.Cancel).SingleAsync(House.Cancel));
        Assert.Equal((WriteBatch.Note, "system/change"), (noted.Command, noted.Record!.Data[SystemSets.ReadingSet.Shape["set"]].AsText()));
        Assert.DoesNotContain("B1", whole, StringComparison.Ordinal);

        var (some, part) = await ExportAsync(house, new AuditSelection(From: start.AddMinutes(30), Set: $"{House.App}/place", By: "ling"));
        Assert.Equal(2, some.Entries);
        Assert.Equal((2, null), ((await CheckAsync(part)).Entries, (await CheckAsync(part)).BrokenLine));
        Assert.Equal(0, (await ExportAsync(house, new AuditSelection(Until: start))).Exported.Entries);

        var (_, csv) = await ExportAsync(house, new AuditSelection(Set: $"{House.App}/place"), asCsv: true);
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("number,at,by,from,command,set", csv.TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_a_missing_and_a_swapped_line_are_found()
    {
        await using var house = await House.OpenAsync();
        await house.CreateAsync(House.Inspector, "place", ("name", "B1"));
        var (_, text) = await ExportAsync(house, new AuditSelection());
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Null((await CheckAsync(text)).BrokenLine);
        async Task<long?> BrokenAsync(Action<List<string>> change)
        {
            var changed = lines.ToList();
            change(changed);
            return (await CheckAsync(string.Join('\n', changed))).BrokenLine;
        }

        Assert.Equal(3, await BrokenAsync(log => log[2] = log[2].Replace("\"by\":\"", "\"by\":\"x", StringComparison.Ordinal)));
        Assert.Equal(lines.Length - 1, await BrokenAsync(log => log.RemoveAt(1)));
        Assert.Equal(3, await BrokenAsync(log => (log[2], log[3]) = (log[3], log[2])) - 1);
        Assert.Equal(lines.Length - 1, await BrokenAsync(log => log.RemoveAt(log.Count - 1)));
        Assert.Equal(2, await BrokenAsync(log => log[1] = "{}"));
        Assert.Equal(1, await BrokenAsync(log => log.Clear()));
    }

    private static async Task<(AuditExported Exported, string Text)> ExportAsync(House house, AuditSelection selection, bool asCsv = false)
    {
        using var file = new MemoryStream();
        var exported = await AuditExport.WriteAsync(house.Installation.Store, selection, asCsv, house.Clock.GetUtcNow(), file, null, House.Cancel);
        return (exported, Encoding.UTF8.GetString(file.ToArray()));
    }

    private static async Task<AuditExportCheck> CheckAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await AuditExportCheck.RunAsync(file, House.Cancel);
    }
}
