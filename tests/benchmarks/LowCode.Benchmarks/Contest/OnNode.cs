using System.Text.Json.Nodes;

namespace LowCode.Benchmarks.Contest;

/// <summary>A contestant in a Node process of its own, so that none shares another's optimised code or garbage.</summary>
/// <param name="key">What <c>contest.mjs</c> calls it.</param>
/// <param name="folder">Where the records and the form's module lie.</param>
sealed class OnNode(string name, bool fromBytes, string key, string folder) : Contestant(name, fromBytes)
{
    private readonly NodeProcess _node = new("contest.mjs", key, folder, NodeProcess.Runtime);

    public override JsonArray Answers() => _node.Ask(new JsonObject { ["do"] = "answer" }).AsArray();

    public override double Run(int records) => _node.Ask(new JsonObject { ["do"] = "run", ["records"] = records }).GetValue<double>();

    public override void Dispose()
    {
        _node.Dispose();
        base.Dispose();
    }
}
