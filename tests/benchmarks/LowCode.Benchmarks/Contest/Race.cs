using System.Text.Json.Nodes;

namespace LowCode.Benchmarks.Contest;

/// <summary>
/// Checks that all contestants give the same, then times them: each alone until it no longer gets faster, then all in
/// turns, so that what disturbs the machine disturbs all alike.
/// </summary>
static class Race
{
    private const int Rounds = 41;
    private const double RoundTime = 20_000;
    private const double LeastWarmUp = 1_500_000;
    private const double MostWarmUp = 8_000_000;

    /// <summary>Says which answers are not those of the first contestant, and how many rules one has no way to say.</summary>
    public static void Compare(IReadOnlyList<Contestant> contestants)
    {
        var expected = contestants[0].Answers();
        foreach (var contestant in contestants.Skip(1))
        {
            var given = contestant.Answers();
            var cannot = new HashSet<int>();
            for (var record = 0; record < expected.Count; record++)
            {
                for (var rule = 0; rule < expected[record]!.AsArray().Count; rule++)
                {
                    var (wanted, got) = (expected[record]![rule], given[record]![rule]);
                    if (got is JsonValue value && value.TryGetValue<string>(out var text) && text == Contestant.Cannot)
                        cannot.Add(rule);
                    else if (!Same(wanted, got))
                        throw new InvalidOperationException($"{contestant.Name}, record {record}, rule {rule}: {got?.ToJsonString() ?? "null"} instead of {wanted?.ToJsonString() ?? "null"}.");
                }
            }
            if (cannot.Count > 0)
                Console.WriteLine($"{contestant.Name} has no way to say {cannot.Count} of the rules: {string.Join(", ", cannot.Order())}.");
        }
    }

    /// <summary>Microseconds a record in each round, by contestant.</summary>
    public static Dictionary<Contestant, double[]> Time(IReadOnlyList<Contestant> contestants)
    {
        var records = contestants.ToDictionary(contestant => contestant, WarmUp);
        var times = contestants.ToDictionary(contestant => contestant, _ => new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var contestant in contestants)
                times[contestant][round] = contestant.Run(records[contestant]) / records[contestant];
        }
        return times;
    }

    public static double Median(IEnumerable<double> times) => times.Order().ElementAt(Rounds / 2);

    /// <summary>How many times as long the first took: the median of the rounds' ratios.</summary>
    public static double Ratio(double[] one, double[] other) => Median(one.Zip(other, (left, right) => left / right));

    // Gives how many records make a round.
    private static int WarmUp(Contestant contestant)
    {
        var (count, spent, best, sinceBest) = (1, 0.0, double.MaxValue, 0);
        while (spent < MostWarmUp && (spent < LeastWarmUp || sinceBest < 5))
        {
            var time = contestant.Run(count);
            spent += time;
            sinceBest = time / count < best * 0.98 ? 0 : sinceBest + 1;
            best = Math.Min(best, time / count);
            count = (int)Math.Max(1, RoundTime / best);
        }
        return count;
    }

    private static bool Same(JsonNode? one, JsonNode? other) => one is JsonValue left && other is JsonValue right
        && left.GetValueKind() == System.Text.Json.JsonValueKind.Number && right.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? left.GetValue<double>() == right.GetValue<double>()
            : JsonNode.DeepEquals(one, other);
}
