using System.CommandLine;
using LowCode.Definitions.Messages;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode audit verify DATA</c>: computes the change log's chain again and says whether it holds.</summary>
static class AuditCommand
{
    public static Command Create()
    {
        var data = DataStore.Argument();
        var verify = new Command("verify", "Verify an installation's change log. 校验变更日志。") { data };
        verify.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return VerifyAsync(parsed.GetRequiredValue(data), cancel);
        });
        return new Command("audit", "The audit trail. 审计。") { verify, AuditExportCommand.Create(), AuditExportCommand.CreateVerify() };
    }

    private static async Task<int> VerifyAsync(string name, CancellationToken cancel)
    {
        var check = await Terminal.WithProgressAsync(ToolMessages.Verifying, async progress =>
        {
            await using var store = (await DataStore.OpenExistingAsync(name, cancel)).Records;
            return await store.VerifyChangesAsync(progress, cancel);
        });
        if (check.Break is { } broken)
            return Terminal.Fail(ToolMessages.ChainBroken, ("number", broken.Number), ("reason", broken.Reason));
        Terminal.Say(ToolMessages.ChainHolds, ("count", check.LastNumber), ("hash", check.LastHash));
        return 0;
    }
}
