using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Packs.Installing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Attachments;

namespace LowCode.Packs.Testing;

/// <summary>
/// Runs a pack's own cases through the real runtime on a real store: forms, decisions, workflows, tasks, deadlines.
/// Each case has its own records, its own day and its own people.
/// </summary>
public static class PackTests
{
    /// <summary>Runs all cases of a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="others">Packs that it may require; those that it does not require are not installed.</param>
    /// <param name="store">An empty store, which is disposed of at the end.</param>
    /// <param name="attachments">Where attachments would be.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancel">Stops between two cases.</param>
    public static async Task<PackTestReport> RunAsync(
        IPackFiles pack, IReadOnlyList<IPackFiles> others, IRecordStore store, IAttachmentStore attachments,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var clock = new CaseClock();
        await using var installation = await Installation.OpenAsync(store, attachments, new InstallationOptions(), clock, cancel);
        var diagnostics = new List<Diagnostic>();
        foreach (var one in PackOrder.Required(pack, others).Append(pack))
        {
            var result = await installation.PublishAsync(Caller.System, one, cancel);
            if (result.App is null || ReferenceEquals(one, pack))
                diagnostics.AddRange(result.Diagnostics);
            if (result.App is null)
                return new PackTestReport([.. diagnostics], [], []);
        }
        var app = AppReader.Read(pack, [])!;
        await installation.ImportDivisionsAsync(Caller.System, CaseActors.Divisions(app.TestCases), cancel);

        var coverage = new Coverage(app);
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        foreach (var test in app.TestCases)
        {
            cancel.ThrowIfCancellationRequested();
            results.Add(new CaseResult(test.Name, await RunAsync(installation, app, test, clock, coverage, cancel)));
            progress?.Report((double)results.Count / app.TestCases.Length);
        }
        return new PackTestReport([.. diagnostics], results.ToImmutable(), [.. coverage.Left]);
    }

    private static async Task<ImmutableArray<Finding>> RunAsync(
        Installation installation, AppDefinition app, TestCaseDefinition test, CaseClock clock, Coverage coverage, CancellationToken cancel)
    {
        try
        {
            var run = new CaseRun(installation, app, test, clock, coverage);
            await run.PlayAsync(cancel);
            return await new CaseExpectations(installation, test, run, coverage).CompareAsync(cancel);
        }
        catch (CaseProblem problem)
        {
            return [problem.Finding];
        }
    }
}
