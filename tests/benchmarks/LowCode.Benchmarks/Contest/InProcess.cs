using System.Diagnostics;
using System.Text.Json.Nodes;
using LowCode.Benchmarks.Sample;

namespace LowCode.Benchmarks.Contest;

/// <summary>A contestant in C#.</summary>
/// <param name="records">How many records there are.</param>
/// <param name="answer">Fills in the answers for a record.</param>
sealed class InProcess(string name, bool fromBytes, int records, Action<int, Answers> answer) : Contestant(name, fromBytes)
{
    private readonly Answers _answers = new();
    private int _next;

    public override JsonArray Answers() => [.. Enumerable.Range(0, records).Select(record =>
    {
        answer(record, _answers);
        return (JsonNode)_answers.ToJson();
    })];

    public override double Run(int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            answer(_next, _answers);
            _next = (_next + 1) % records;
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
