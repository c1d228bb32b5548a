using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime.Serving;

namespace LowCode.Runtime.Retention;

/// <summary>A form that says how long its records are kept.</summary>
/// <param name="App">The app.</param>
/// <param name="Form">The form.</param>
/// <param name="Retention">What it says.</param>
/// <param name="Due">How many records are due to be erased now, those included to which others refer.</param>
public sealed record RetentionDue(string App, string Form, RetentionDefinition Retention, long Due)
{
    internal static async Task<ImmutableArray<RetentionDue>> OfAllAsync(ServingState serving, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        var all = ImmutableArray.CreateBuilder<RetentionDue>();
        foreach (var rule in RetentionRule.Of(serving).OrderBy(rule => rule.Form.SetName, StringComparer.Ordinal))
        {
            long due = 0;
            foreach (var query in rule.Due(serving.Now()))
                due += (await snapshot.QueryAsync(query with { OrderBy = [], Top = 0, Count = true }, cancel)).Count ?? 0;
            all.Add(new RetentionDue(rule.Form.App, rule.Form.Definition.Name, rule.Definition, due));
        }
        return all.ToImmutable();
    }
}
