using LowCode.Storage.Tests;
using LowCode.Storage.Tests.Programs;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [StoreWriter.Name, var folder, var seed] => await StoreWriter.RunAsync(folder, seed),
    [Measurements.Name, .. var rest] => await Measurements.RunAsync(rest),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
