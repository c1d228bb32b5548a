using System.Reflection;
using LowCode.Rules.Compiling;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
namespace LowCode.Rules.Tests.Differential;

/// <summary>The random rules notice when the compiler makes a mistake, and leave nothing of the language out. Any seed must do.</summary>
public class MutantTests(ITestOutputHelper output)
{
    const int Batches = 400;

    [Fact]
    public void Every_mistake_of_the_compiler_is_noticed()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (alive, caught) = (new Dictionary<string, Mutant>(), new HashSet<string>());
        var batches = 0;
        for (; batches < Batches && (batches < 12 || alive.Count > 0); batches++)
            Hunt(RuleFuzz.Next(random, 100, 6), alive, caught);
        output.WriteLine($"seed {seed}: {caught.Count} mistakes noticed after {batches * 100} random rules.");
        Assert.Empty(alive.Keys.Order(StringComparer.Ordinal));
        Assert.True(caught.Count > 120, $"Only {caught.Count} mistakes were tried.");
    }

    [Fact]
    public void Random_rules_use_the_whole_language()
    {
        var random = new Random(Random.Shared.Next());
        var missing = Methods.All.Select(method => $"{method.Of}.{method.Name}").Concat(StandardFunctions.All.Select(function => function.Name))
            .Concat(typeof(RuleExpression).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RuleExpression)) && !type.IsNested).Select(type => type.Name))
            .ToHashSet();
        for (var i = 0; i < Batches && missing.Count > 0; i++)
        {
            var fuzz = RuleFuzz.Next(random, 100, 0);
            missing.ExceptWith(fuzz.Rules.SelectMany(rule => Parts(fuzz.Program[rule].Expression)).SelectMany(NamesOf));
        }
        Assert.Empty(missing);
    }

    static void Hunt(RuleFuzz fuzz, Dictionary<string, Mutant> alive, HashSet<string> caught)
    {
        foreach (var group in fuzz.Runs.Where(run => run.Option is null).GroupBy(run => run.Rule))
        {
            var rule = fuzz.Program[fuzz.Rules[group.Key]];
            Hunt(fuzz, [.. group], () => ExpressionCompiler.ValueCode(rule.Expression), rule.Value!, value => RuleFuzz.Written(RuleResults.Json(value)), alive, caught);
            Hunt(fuzz, [.. group], () => ExpressionCompiler.ConditionCode(rule.Expression), rule.Condition!, holds => holds.ToString(), alive, caught);
        }
    }

    static void Hunt<T>(
        RuleFuzz fuzz, List<FuzzRun> runs, Func<System.Linq.Expressions.Expression<Func<RowFrame, T>>> code, Func<RowFrame, T> right, Func<T, string> write,
        Dictionary<string, Mutant> alive, HashSet<string> caught)
    {
        var finder = new MutantFinder();
        finder.Visit(code());
        var hunted = finder.Found.Values.Where(mutant => !caught.Contains(mutant.Name)).ToList();
        if (hunted.Count == 0)
            return;
        var expected = runs.ConvertAll(run => Result(fuzz, run, right, write));
        foreach (var mutant in hunted)
        {
            alive[mutant.Name] = mutant;
            // Anew for each: code keeps what it has worked out of the day.
            var mutated = mutant.In(code()).Compile();
            if (runs.Zip(expected).All(pair => Result(fuzz, pair.First, mutated, write) == pair.Second))
                continue;
            alive.Remove(mutant.Name);
            caught.Add(mutant.Name);
        }
    }

    static string Result<T>(RuleFuzz fuzz, FuzzRun run, Func<RowFrame, T> code, Func<T, string> write)
    {
        try
        {
            return fuzz.Result(fuzz.Program, run, (session, rule, row) => write(((CompiledSession)session).Run(code, rule, row)));
        }
        catch (Exception broken) when (broken is NullReferenceException or InvalidCastException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return broken.GetType().Name; // code with a mistake in it may fail in any way
        }
    }

    static IEnumerable<string> NamesOf(RuleExpression part) => part switch
    {
        MethodCall call => [$"{call.Method.Of}.{call.Method.Name}", nameof(MethodCall)],
        FunctionCall call => [call.Function.Name, nameof(FunctionCall)],
        _ => [part.GetType().Name],
    };

    static IEnumerable<RuleExpression> Parts(RuleExpression part) => part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => property.GetValue(part) switch
        {
            RuleExpression inner => [inner],
            IEnumerable<RuleExpression> inner => inner,
            _ => [],
        })
        .SelectMany(Parts).Prepend(part);
}
