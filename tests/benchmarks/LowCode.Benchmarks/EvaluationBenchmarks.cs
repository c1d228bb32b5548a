using BenchmarkDotNet.Attributes;
using LowCode.Packs.Demo;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;

namespace LowCode.Benchmarks;

/// <summary>A dry run of the flood inspection: defaults, relevance, calculation, checks, over all its rules.</summary>
[MemoryDiagnoser, ShortRunJob]
public class EvaluationBenchmarks
{
    private static readonly Caller Inspector = new("inspector", "inspector", [new RoleAssignment("inspector", "310106006002")]);
    private City _city = null!;
    private RecordInput _input = null!;

    [GlobalSetup]
    public void Setup()
    {
        _city = City.OpenAsync(0).GetAwaiter().GetResult();
        var shape = _city.Installation.Apps["flood-readiness"].Forms["inspection"].Shape;
        var row = new DemoInspection(new DemoCityOptions(), 7).Fill(shape, Guid.Empty);
        _input = new RecordInput(row, [.. Enumerable.Range(0, shape.Slots.Length)]) { Division = "310106006002" };
    }

    [GlobalCleanup]
    public void Cleanup() => _city.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public Task<CommandResult> Form() => _city.Installation.Records.EvaluateAsync(Inspector, "flood-readiness", "inspection", null, _input);
}
