using System.Collections.Concurrent;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Identity;
using LowCode.Storage.Records;

namespace LowCode.Packs.Demo;

/// <summary>
/// Fills an installation with a whole city's work: a site for every neighbourhood, inspections in all states. Everything
/// goes through the runtime as people would do it, so rules, decisions, tasks and deadlines are real.
/// </summary>
public static class DemoCity
{
    private const string Base = "community-base";
    private const string Flood = "flood-readiness";

    /// <summary>Makes the city. Running it again with the same options adds nothing: every record has the id it had.</summary>
    /// <param name="installation">With divisions, community base and flood readiness installed.</param>
    /// <param name="options">How big.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancel">Stops between records.</param>
    public static async Task<DemoCityCounts> GenerateAsync(
        Installation installation, DemoCityOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var neighbourhoods = installation.Divisions.All.Where(division => division.Level == DivisionLevel.Neighborhood)
            .OrderBy(division => division.Code, StringComparer.Ordinal).ToArray();
        var all = neighbourhoods.Length + options.Inspections;
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancel };

        await Parallel.ForEachAsync(neighbourhoods, parallel, async (division, stop) =>
        {
            await MakeSiteAsync(installation, division, stop);
            Report();
        });
        var byState = new ConcurrentDictionary<string, long>();
        var totalShort = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Inspections), parallel, async (number, stop) =>
        {
            var plan = new DemoInspection(options, number);
            await MakeInspectionAsync(installation, neighbourhoods[number % neighbourhoods.Length], options.Seed, number, plan, stop);
            byState.AddOrUpdate(plan.State, 1, (_, count) => count + 1);
            Interlocked.Add(ref totalShort, plan.TotalShort);
            Report();
        });
        return new DemoCityCounts(neighbourhoods.Length, options.Inspections, byState, totalShort);

        void Report()
        {
            var now = Interlocked.Increment(ref done);
            if (now % 100 == 0 || now == all)
                progress?.Report((double)now / all);
        }
    }

    private static Guid SiteOf(Division division) => NamedId.Of("demo", "site", division.Code);

    private static Caller Inspector(Division division) =>
        new($"inspector.{division.Code}", $"演示·{division.Name}检查员", [new RoleAssignment("inspector", division.Code)]);

    private static Caller Reviewer(string street) => new($"reviewer.{street}", "演示·街镇审核员", [new RoleAssignment("reviewer", street)]);

    private static async Task MakeSiteAsync(Installation installation, Division division, CancellationToken cancel)
    {
        var shape = installation.Apps[Base].Forms["site"].Shape;
        var row = new RowFiller(shape).Set("name", $"{division.Name}活动室").Set("type", "committee").Set("address", "演示路 1 号")
            .Set("flood.relevant", "no").Row;
        Expect(await installation.Records.CreateAsync(Inspector(division), Base, "site",
            RecordInput.Of(row) with { Id = SiteOf(division), Division = division.Code }, cancel));
    }

    private static async Task MakeInspectionAsync(
        Installation installation, Division division, int seed, int number, DemoInspection plan, CancellationToken cancel)
    {
        var shape = installation.Apps[Flood].Forms["inspection"].Shape;
        var inspector = Inspector(division);
        var reviewer = Reviewer(installation.Divisions.Ancestor(division.Code, DivisionLevel.Street)!.Code);
        var id = NamedId.Of("demo", "inspection", seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var created = Expect(await installation.Records.CreateAsync(inspector, Flood, "inspection",
            RecordInput.Of(plan.Fill(shape, SiteOf(division))) with { Id = id, Division = division.Code }, cancel));
        if (created.AlreadyDone || plan.State == "draft")
            return;
        await TakeAsync(inspector, "submit", null);
        switch (plan.State)
        {
            case "returned":
                await TakeAsync(reviewer, "return", new RowFiller(shape).Set("reviewNote", "请补充物资照片。").Row);
                break;
            case "rectifying":
                var issue = new RowFiller(shape["issues"].Rows!).Set("item", "stock").Set("problem", "沙袋不足").Set("level", "general").Row;
                await TakeAsync(reviewer, "orderRectification", new RowFiller(shape)
                    .Set("issues", Value.Of([issue])).Set("rectifyBy", Value.Of(plan.InspectedOn.AddDays(120))).Row);
                break;
            case "closed":
                await TakeAsync(reviewer, "accept", null);
                break;
        }

        async Task<Record> TakeAsync(Caller caller, string transition, Row? row) => Expect(await installation.Records.TransitionAsync(
            caller, Flood, "inspection", id, transition, row is null ? null : RecordInput.Of(row), null, cancel)).Record;
    }

    private static Done Expect(CommandResult result) => result switch
    {
        Done done => done,
        Invalid invalid => throw new InvalidOperationException(
            string.Join("; ", invalid.Findings.Select(finding => $"{finding.Path}: {finding.In(Locales.English)}"))),
        Refused refused => throw new InvalidOperationException(refused.Why.In(Locales.English)),
        Forbidden forbidden => throw new InvalidOperationException(forbidden.Why.In(Locales.English)),
        _ => throw new InvalidOperationException(result.ToString()),
    };
}
