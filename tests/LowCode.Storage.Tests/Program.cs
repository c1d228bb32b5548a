using LowCode.Storage.Tests;
using LowCode.Storage.Tests.Programs;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [StoreWriter.Name, var kind, var place, var seed] => await StoreWriter.RunAsync(kind, place, seed),
    [Measurements.Name, .. var rest] => await Measurements.RunAsync(rest),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
