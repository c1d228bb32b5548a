using System.Globalization;
using System.Text.Json.Nodes;

namespace LowCode.OData.Tests.Attacks;

/// <summary>What strangers try: the files of <c>tests/corpus/attacks</c>.</summary>
static class AttackCorpus
{
    public static string Root { get; } = FindRoot();

    /// <summary>The attacks of an area, <c>packs</c> or <c>records</c>, in their files' order.</summary>
    public static IEnumerable<JsonObject> In(string area) =>
        from file in Directory.GetFiles(Path.Combine(Root, "attacks", area), "*.json").Order(StringComparer.Ordinal)
        from attack in JsonNode.Parse(File.ReadAllText(file))!["attacks"]!.AsArray()
        select attack!.AsObject();

    public static TheoryData<string> Names(string area) => [.. In(area).Select(attack => attack["attack"]!.GetValue<string>())];

    public static JsonObject Find(string area, string name) => In(area).Single(attack => attack["attack"]!.GetValue<string>() == name);

    /// <summary>
    /// A content: a text, JSON, or <c>{ start, repeat, times, end, close, after }</c> for what is long, where <c>#</c> in the
    /// repeated text is its number from 0 and <c>#+</c> the next one.
    /// </summary>
    public static string Text(JsonNode content)
    {
        if (content is JsonValue text && text.TryGetValue<string>(out var whole))
            return whole;
        if (content is not JsonObject parts || !parts.ContainsKey("times"))
            return content.ToJsonString();
        var times = parts["times"]!.GetValue<int>();
        return $"{parts["start"]}{Repeated("repeat")}{parts["end"]}{Repeated("close")}{parts["after"]}";

        string Repeated(string part) => parts[part]?.GetValue<string>() is not { } repeated ? ""
            : string.Concat(Enumerable.Range(0, times).Select(i => repeated.Contains('#', StringComparison.Ordinal)
                ? repeated.Replace("#+", (i + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                : repeated));
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above the test's folder.");
        return Path.Combine(folder.FullName, "tests", "corpus");
    }
}
