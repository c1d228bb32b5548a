using System.Text.Json;
using LowCode.Definitions.Messages;

namespace LowCode.Workflows.Tests.Corpus;

static class Expectations
{
    /// <summary>The diagnostics are exactly those expected: code, and of the arguments those that are named.</summary>
    public static void Diagnostics(JsonElement expected, Diagnostics actual)
    {
        var found = actual.ToList();
        Assert.Equal(
            expected.EnumerateArray().Select(one => one.GetProperty("code").GetString()).Order(StringComparer.Ordinal),
            found.Select(one => one.Message.Code).Order(StringComparer.Ordinal));
        foreach (var one in expected.EnumerateArray())
        {
            var arguments = one.EnumerateObject().Where(property => property.Name is not ("code" or "severity" or "line"))
                .Select(property => (property.Name, Value: property.Value.ToString())).ToList();
            Assert.Contains(found, diagnostic =>
                diagnostic.Message.Code == one.GetProperty("code").GetString()
                && arguments.TrueForAll(wanted => diagnostic.Arguments.Any(argument => argument.Name == wanted.Name && $"{argument.Value}" == wanted.Value))
                && (!one.TryGetProperty("severity", out var severity) || severity.GetString() == diagnostic.Severity.ToString().ToLowerInvariant()));
        }
        // Every diagnostic says where: the author's file and line.
        Assert.All(found, diagnostic => Assert.True(diagnostic.At.Line > 0, diagnostic.ToString()));
    }
}
