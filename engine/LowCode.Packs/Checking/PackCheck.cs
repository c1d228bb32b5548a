using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Packs.Installing;
using LowCode.Runtime;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Attachments;

namespace LowCode.Packs.Checking;

/// <summary>Says of a pack exactly what publishing it would say, by publishing it where nobody sees it.</summary>
public static class PackCheck
{
    /// <summary>All diagnostics of a pack; those of a required pack only when it has errors, because then nothing can be said of this one.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="others">Packs that it may require.</param>
    /// <param name="store">An empty store, which is disposed of at the end.</param>
    /// <param name="attachments">Where attachments would be.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<CheckedPack> RunAsync(
        IPackFiles pack, IReadOnlyList<IPackFiles> others, IRecordStore store, IAttachmentStore attachments, CancellationToken cancel = default)
    {
        await using var installation = await Installation.OpenAsync(store, attachments, new InstallationOptions(), TimeProvider.System, cancel);
        foreach (var required in PackOrder.Required(pack, others))
        {
            if (await installation.PublishAsync(Caller.System, required, cancel) is { App: null } broken)
                return new CheckedPack(broken.Diagnostics, null);
        }
        var published = await installation.PublishAsync(Caller.System, pack, cancel);
        return new CheckedPack(published.Diagnostics, published.App);
    }
}

/// <summary>What a check found out.</summary>
/// <param name="Diagnostics">What is wrong or worth knowing.</param>
/// <param name="App">The pack's app, compiled; null when something is wrong.</param>
public sealed record CheckedPack(ImmutableArray<Diagnostic> Diagnostics, CompiledApp? App);
