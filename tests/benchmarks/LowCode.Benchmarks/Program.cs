using BenchmarkDotNet.Running;
using LowCode.Benchmarks;
using LowCode.Benchmarks.Service;

// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- load
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- rules [csharp | each]
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- keystroke
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- browser [alone]
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- rescore 1000000
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- service 10000 1000000
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- access 10000 1000000
// dotnet run -c Release --project tests/benchmarks/LowCode.Benchmarks -- micro
switch (args.FirstOrDefault())
{
    case "load":
        await LoadRun.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 20_000);
        return 0;
    case "rules" when args.Contains("each"):
        RuleProfile.Run();
        return 0;
    case "rules":
        RuleRun.Run(args.Contains("csharp"));
        return 0;
    case "keystroke":
        return KeystrokeRun.Run();
    case "browser":
        return await BrowserRun.RunAsync(args.Contains("alone"));
    case "rescore":
        await RescoreRun.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 100_000);
        return 0;
    case "service":
        await ServiceRun.RunAsync(args.Length > 1 ? [.. args[1..].Select(int.Parse)] : [10_000]);
        return 0;
    case "access":
        await AccessRun.RunAsync(args.Length > 1 ? [.. args[1..].Select(int.Parse)] : [10_000]);
        return 0;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(EvaluationBenchmarks).Assembly).RunAllJoined();
        return 0;
    default:
        Console.Error.WriteLine("load [inspections] | rules [csharp | each] | keystroke | browser [alone] | rescore [records] | service [records…] | access [records…] | micro");
        return 1;
}
