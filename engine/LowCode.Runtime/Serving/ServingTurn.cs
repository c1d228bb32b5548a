using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Serving;

/// <summary>The right to change what a node serves, held by one at a time. Dispose it.</summary>
internal sealed class ServingTurn(ServingNode node) : IDisposable
{
    /// <summary>What serves now.</summary>
    public ServingState Current => node.Current;

    /// <summary>Serves another state from now on.</summary>
    public void Serve(ServingState next) => node.Swap(next);

    /// <summary>Serves what the store says, when that is not what serves already.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        if (await MarkAsync(cancel) != Current.Mark?.Revision)
            await LoadAsync(cancel);
    }

    /// <summary>Serves what the store says.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var mark = await MarkAsync(cancel);
            try
            {
                Serve(await ServingLoader.LoadAsync(Current, cancel));
                return;
            }
            catch (ArgumentException)
            {
                // Another node has published in between: its shapes are declared, and ours have not grown with them.
                if (await MarkAsync(cancel) == mark)
                    throw;
            }
        }
    }

    public void Dispose() => node.EndTurn();

    private async Task<long?> MarkAsync(CancellationToken cancel)
    {
        using var snapshot = Current.Store.Snapshot();
        return (await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel))?.Revision;
    }
}
