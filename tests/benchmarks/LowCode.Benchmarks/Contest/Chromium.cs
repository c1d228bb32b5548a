namespace LowCode.Benchmarks.Contest;

/// <summary>The browser that benchmarks use.</summary>
static class Chromium
{
    public const string HowToGet = "Chromium is needed: apt-get install chromium, or set CHROMIUM to the browser's file.";

    /// <summary>Its file; null when there is none.</summary>
    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(file => file is not null && File.Exists(file));
}
