using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;

namespace LowCode.OData.Requests;

/// <summary>
/// The query options of a request, by their names with <c>$</c>. OData 4.01 also knows them without and in any case.
/// An option that OData does not know is an error; one that is not served answers 501; options of the client's own
/// (without <c>$</c> and of another name) are ignored.
/// </summary>
internal sealed class QueryOptions
{
    private static readonly string[] Served =
        [
            "$filter", "$orderby", "$top", "$skip", "$count", "$select", "$expand", "$format", "$skiptoken", "$deltatoken",
            "$search", "$apply", "$compute", "$id", "$schemaversion",
        ];

    private static readonly string[] Later =
        ["$index", "$levels", "$delta", "$batch", "$trackchanges"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private QueryOptions()
    {
    }

    /// <summary>The options and aliases, for the library's parsers.</summary>
    public IDictionary<string, string> All => _values;

    /// <summary>Names of the system options that were given.</summary>
    public IEnumerable<string> Given => _values.Keys.Where(name => name[0] == '$');

    /// <summary>The value of an option, or null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public static QueryOptions Parse(string query)
    {
        var options = new QueryOptions();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]).Trim();
            var value = equals < 0 ? "" : Decode(part[(equals + 1)..]);
            if (name.Length == 0)
                continue;
            if (name[0] == '@')
                options.Add(name, value);
            else if (Known(name) is { } known)
                options.Add(known, known is "$filter" or "$select" or "$expand" or "$orderby" or "$search" or "$apply" or "$compute" ? value : value.Trim());
        }
        return options;
    }

    /// <summary>The value of an option, which is not given any more from then on; or null.</summary>
    public string? Take(string name) => _values.Remove(name, out var value) ? value : null;

    /// <summary>Refuses every option but these.</summary>
    public void AllowOnly(params ReadOnlySpan<string> allowed)
    {
        foreach (var name in Given)
        {
            if (allowed.Contains(name) || name is "$format" or "$schemaversion")
                continue;
            // They have a meaning on single entities and properties too.
            if (name is "$search" or "$apply" or "$compute")
                throw Refusal.NotSupported(name, name);
            throw Refusal.BadRequest(ODataMessages.OptionNotHere, name, ("option", name));
        }
    }

    /// <summary>A whole number from zero, or null when the option was not given.</summary>
    public long? Number(string name)
    {
        if (this[name] is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(name, text, ODataMessages.ExpectNumber);
    }

    /// <summary>true or false; false when the option was not given.</summary>
    public bool Flag(string name)
    {
        if (this[name] is not { } text)
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw Wrong(name, text, ODataMessages.ExpectBoolean);
    }

    public static Refusal Wrong(string name, string value, Message expected) => Refusal.BadRequest(
        ODataMessages.WrongOptionValue, name, ("option", name), ("value", value), ("expected", new Phrase(expected)));

    private static string? Known(string name)
    {
        var dollar = name[0] == '$';
        var plain = "$" + (dollar ? name[1..] : name).ToLowerInvariant();
        if (Served.Contains(plain))
            return plain;
        if (Later.Contains(plain))
            throw Refusal.NotSupported(plain, plain);
        if (!dollar)
            return null;
        throw Refusal.BadRequest(ODataMessages.UnknownOption, name,
            ("option", name), ("suggestion", Suggestion.For(name, Served)));
    }

    private void Add(string name, string value)
    {
        if (!_values.TryAdd(name, value))
            throw Refusal.BadRequest(ODataMessages.DuplicateOption, name, ("option", name));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
