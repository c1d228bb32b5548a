using System.Text.Json.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>A session that shows what a rule gives before it is put to use: for tests that compare ways of running rules.</summary>
internal interface IInspectable
{
    /// <summary>What a rule gives, as it is in JavaScript.</summary>
    JsonNode? Inspect(Rule rule, Row row);
}
