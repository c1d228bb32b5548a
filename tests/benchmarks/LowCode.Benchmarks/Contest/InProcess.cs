using System.Diagnostics;
using System.Text.Json.Nodes;
using LowCode.Benchmarks.Sample;

namespace LowCode.Benchmarks.Contest;

/// <summary>A contestant in C#.</summary>
/// <param name="records">How many records there are.</param>
/// <param name="answer">Answers about a record: what is timed.</param>
/// <param name="said">What was answered last.</param>
sealed class InProcess(string name, bool fromBytes, int records, Action<int> answer, Func<Answers> said) : Contestant(name, fromBytes)
{
    private int _next;

    public override JsonArray Answers() => [.. Enumerable.Range(0, records).Select(record =>
    {
        answer(record);
        return (JsonNode)said().ToJson();
    })];

    public override double Run(int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            answer(_next);
            _next = (_next + 1) % records;
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
