using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode audit verify DATA</c>: computes the change log's chain again and says whether it holds.</summary>
static class AuditCommand
{
    public static Command Create()
    {
        var data = DataFolder.Argument();
        var verify = new Command("verify", "Verify the change log of a stopped installation. 校验变更日志。") { data };
        verify.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return VerifyAsync(DataFolder.Existing(parsed.GetRequiredValue(data)), cancel);
        });
        return new Command("audit", "The audit trail. 审计。") { verify };
    }

    private static async Task<int> VerifyAsync(string folder, CancellationToken cancel)
    {
        var check = await Terminal.WithProgressAsync(ToolMessages.Verifying, async progress =>
        {
            await using var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions(folder), cancel);
            return await store.VerifyChangesAsync(progress, cancel);
        });
        if (check.Break is { } broken)
            return Terminal.Fail(ToolMessages.ChainBroken, ("number", broken.Number), ("reason", broken.Reason));
        Terminal.Say(ToolMessages.ChainHolds, ("count", check.LastNumber), ("hash", check.LastHash));
        return 0;
    }
}
